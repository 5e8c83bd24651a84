/** List the posteriors that Stan was timed on, with the gradients that it took for an effective draw. */
import {
  beta,
  binomial,
  column,
  dim,
  exp,
  halfNormal,
  index,
  model,
  normal,
  poisson,
  scan,
  sum,
} from "@credence/model";
import { data, eightSchools, hierarchicalBetaBinomial, logisticRegression, varyingIntercepts } from "./models.mjs";

/** Clicks on three pages with independent uniform rates. */
function pages(name) {
  const { n, clicks } = data(name);
  const page = dim("page", n.length);
  const shares = model(() => {
    const theta = beta(1, 1).over(page);
    const clicked = binomial(column(page, n), theta);
    return { theta, clicked };
  });
  return shares().observe({ clicked: clicks });
}

/** A stationary autoregression of a hundred steps, nothing observed: a normal whose condition number is some 300. */
function autoregression() {
  const time = dim("time", 100);
  const rho = 0.9;
  const walk = model(() => {
    const { x } = scan(time, { x: normal(0, 1) }, (last) => ({ x: normal(last.x.mul(rho), Math.sqrt(1 - rho * rho)) }));
    return { x };
  });
  return walk().observe({});
}

/** 7 clicks of 10 with the prior Beta(11.5, 48.5). */
function oneRate() {
  const { n, y, a, b } = data("betabinom1");
  const rate = model(() => {
    const theta = beta(a, b);
    const clicks = binomial(n, theta);
    return { theta, clicks };
  });
  return rate().observe({ clicks: y });
}

/** Counts with five predictors and an effect for each of fifty groups. */
function counts() {
  const { N, D, G, g, X, y } = data("pois_500_50");
  const [row, feature, group] = [dim("row", N), dim("feature", D), dim("group", G)];
  const of = index(group, row, g);
  const regression = model(() => {
    const alpha = normal(0, 2.5);
    const slopes = normal(0, 1).over(feature);
    const sigma = halfNormal(1);
    const z = normal(0, 1).over(group);
    const linear = sum(slopes.mul(column([row, feature], X.flat())), feature);
    const count = poisson(exp(linear.add(alpha).add(z.at(of).mul(sigma))));
    return { alpha, slopes, sigma, z, count };
  });
  return regression().observe({ count: y });
}

/**
 * Stan 2.21 on the same data, four chains of 1,000 + 1,000 but for those marked in their own run (rstan 2.21.7): leapfrog
 * steps of all chains after warmup, and with it, for each effective draw of the scalar with the smallest bulk ESS.
 */
export const stanModels = [
  { name: "ab_agg_10000", posterior: () => pages("ab_agg_10000"), drawing: 5.12, total: 9.8 },
  { name: "ab_agg_1000000", posterior: () => pages("ab_agg_1000000"), drawing: 4.5, total: 8.59 },
  { name: "ar1_100", posterior: autoregression, drawing: 162.13, total: 327.32 },
  { name: "betabinom1", posterior: oneRate, drawing: 6.82, total: 13.75 },
  { name: "eight_c", posterior: () => eightSchools({ centred: true }), drawing: 3947.99, total: 10341.73 },
  { name: "eight_nc", posterior: () => eightSchools(), drawing: 18.03, total: 36.14 },
  { name: "hier_bb_20", posterior: () => hierarchicalBetaBinomial(20), drawing: 33.61, total: 69.53 },
  { name: "hier_bb_200", posterior: () => hierarchicalBetaBinomial(200), drawing: 20.47, total: 44.02 },
  { name: "hier_bb_2000", posterior: () => hierarchicalBetaBinomial(2000), drawing: 40.08, total: 130.71 },
  {
    name: "hier_bb_marg_20",
    posterior: () => hierarchicalBetaBinomial(20),
    marginalize: true,
    drawing: 9.75,
    total: 19.7,
  },
  {
    name: "hier_bb_marg_200",
    posterior: () => hierarchicalBetaBinomial(200),
    marginalize: true,
    drawing: 5.61,
    total: 12.12,
  },
  {
    name: "hier_bb_marg_2000",
    posterior: () => hierarchicalBetaBinomial(2000),
    marginalize: true,
    drawing: 5.99,
    total: 14.06,
  },
  { name: "logit_1000_10", posterior: logisticRegression, drawing: 4.23, total: 8.31 },
  { name: "pois_500_50", posterior: counts, drawing: 84.04, total: 206.02 },
  { name: "radon_c", posterior: () => varyingIntercepts(), drawing: 39.69, total: 81.88 },
  { name: "radon_nc", posterior: () => varyingIntercepts({ centred: false }), drawing: 32.87, total: 90.53 },
];
