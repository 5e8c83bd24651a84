/** List the Stan programs that are measured, each with its data and the same posterior in the language. */
import { existsSync, readFileSync } from "node:fs";
import {
  bernoulliRows,
  data,
  eightSchools,
  groupedCounts,
  hierarchicalBetaBinomial,
  linearRegression,
  rowsOf,
  singleTrials,
  varyingIntercepts,
  visitors,
} from "../models.mjs";
import { autoregression, byFactor, byPrecision, integratedGroups, oneRate, pages, walk } from "./posteriors.mjs";

const recordings = new URL(process.env.CREDENCE_STAN_ANCHORS ?? "../../../shared/anchors/stan/", import.meta.url);

/** A file of Stan's runs on another machine; undefined where there are none. */
export function recorded(file) {
  const place = new URL(file, recordings);
  return existsSync(place) ? JSON.parse(readFileSync(place, "utf8")) : undefined;
}

/** Data that the tests have too. */
const fixture = (name) => ({ dataName: name, data: () => data(name) });

/** The data of the recorded run, or, where these are not at hand, others of the same shape. */
const large = (name, otherwise) => ({ dataName: name, data: () => recorded(`data/${name}.json`) ?? otherwise() });

const rows = (count) => large(`ab_raw_${count}`, () => ({ N: count, K: 3, ...visitors(count) }));
const won = (u) => (u < 0.4 ? 1 : 0);

const linear = ({ X, y }) => linearRegression({ x: Float64Array.from(X.flat()), y });

/**
 * What is measured, by name: a program of `packages/testing/fixtures/stan`, its data, and the posterior of these in the
 * language; where there is one, the same program by a GLM primitive.
 *
 * `drawing` and `total` are recorded of Stan 2.21 (rstan 2.21.7), four chains of 1,000 + 1,000 but for those marked in their
 * own run: leapfrog steps of all chains after warmup, and with it, for each effective draw of the scalar with the smallest
 * bulk ESS.
 */
export const stanCases = {
  "arms-10000": {
    program: "ab_agg",
    ...fixture("ab_agg_10000"),
    posterior: pages,
    drawing: 5.12,
    total: 9.8,
  },
  "arms-1000000": {
    program: "ab_agg",
    ...fixture("ab_agg_1000000"),
    posterior: pages,
    drawing: 4.5,
    total: 8.59,
  },
  "rows-10000": {
    program: "ab_raw",
    ...rows(10000),
    posterior: bernoulliRows,
  },
  "rows-100000": {
    program: "ab_raw",
    ...rows(100000),
    posterior: bernoulliRows,
  },
  "rows-1000000": {
    program: "ab_raw",
    ...rows(1000000),
    posterior: bernoulliRows,
  },
  autoregression: {
    program: "ar1_seq",
    dataName: "ar1_100",
    data: () => walk,
    posterior: autoregression,
    drawing: 162.13,
    total: 327.32,
  },
  "autoregression-precision": {
    program: "ar1_prec",
    dataName: "ar1_100",
    data: () => walk,
    posterior: byPrecision,
  },
  "autoregression-factor": {
    program: "ar1_chol",
    dataName: "ar1_100",
    data: () => walk,
    posterior: byFactor,
  },
  clicks: {
    program: "betabinom1",
    ...fixture("betabinom1"),
    posterior: oneRate,
    drawing: 6.82,
    total: 13.75,
  },
  "eight-schools-centred": {
    program: "eight_c",
    ...fixture("eight"),
    posterior: () => eightSchools({ centred: true }),
    drawing: 3947.99,
    total: 10341.73,
  },
  "eight-schools": {
    program: "eight_nc",
    ...fixture("eight"),
    posterior: () => eightSchools(),
    drawing: 18.03,
    total: 36.14,
  },
  "hier-bb-20": {
    program: "hier_bb",
    ...fixture("hier_bb_20"),
    posterior: () => hierarchicalBetaBinomial(20),
    drawing: 33.61,
    total: 69.53,
  },
  "hier-bb-200": {
    program: "hier_bb",
    ...fixture("hier_bb_200"),
    posterior: () => hierarchicalBetaBinomial(200),
    drawing: 20.47,
    total: 44.02,
  },
  "hier-bb-2000": {
    program: "hier_bb",
    ...fixture("hier_bb_2000"),
    posterior: () => hierarchicalBetaBinomial(2000),
    drawing: 40.08,
    total: 130.71,
  },
  "hier-bb-integrated-20": {
    program: "hier_bb_marg",
    ...fixture("hier_bb_20"),
    posterior: integratedGroups,
    drawing: 9.75,
    total: 19.7,
  },
  "hier-bb-integrated-200": {
    program: "hier_bb_marg",
    ...fixture("hier_bb_200"),
    posterior: integratedGroups,
    drawing: 5.61,
    total: 12.12,
  },
  "hier-bb-integrated-2000": {
    program: "hier_bb_marg",
    ...fixture("hier_bb_2000"),
    posterior: integratedGroups,
    drawing: 5.99,
    total: 14.06,
  },
  "logistic-1000-10": {
    program: "logit_plain",
    glm: "logit_glm",
    ...fixture("logit_1000_10"),
    posterior: singleTrials,
    drawing: 4.23,
    total: 8.31,
  },
  "logistic-10000-25": {
    program: "logit_plain",
    glm: "logit_glm",
    ...large("logit_10000_25", () => rowsOf(10000, 25, won)),
    posterior: singleTrials,
  },
  linear: {
    program: "lin_plain",
    glm: "lin_glm",
    ...large("lin_10000_10", () => rowsOf(10000, 10, (u) => u)),
    posterior: linear,
  },
  counts: {
    program: "pois_plain",
    glm: "pois_glm",
    ...fixture("pois_500_50"),
    posterior: groupedCounts,
    drawing: 84.04,
    total: 206.02,
  },
  "varying-intercepts": {
    program: "radon_c",
    ...fixture("radon"),
    posterior: () => varyingIntercepts(),
    drawing: 39.69,
    total: 81.88,
  },
  "varying-intercepts-non-centred": {
    program: "radon_nc",
    ...fixture("radon"),
    posterior: () => varyingIntercepts({ centred: false }),
    drawing: 32.87,
    total: 90.53,
  },
};
