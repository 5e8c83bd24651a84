/** Write the models that are measured, with the data that the tests use too. */
import { readFileSync } from "node:fs";
import {
  bernoulli,
  bernoulliLogit,
  beta,
  binomial,
  column,
  complement,
  dim,
  exponential,
  gamma,
  gaussianProcess,
  halfCauchy,
  halfNormal,
  index,
  inverseGamma,
  invLogit,
  lognormal,
  matern52,
  model,
  normal,
  poisson,
  poissonLog,
  scan,
  sqrt,
  sum,
  uniform,
} from "@credence/model";

/** The data of a model, as written for Stan. */
export const data = (name) =>
  JSON.parse(readFileSync(new URL(`../packages/testing/fixtures/stan/${name}.json`, import.meta.url), "utf8"));

/** Rubin's eight schools (1981), non-centred unless asked for. */
export function eightSchools({ centred = false } = {}) {
  const { y, sigma } = data("eight");
  const school = dim("school", y.length);
  const schools = model(() => {
    const mu = normal(0, 5);
    const tau = halfCauchy(5);
    const effect = normal(mu, tau).over(school);
    const theta = centred ? effect : effect.nonCentered();
    const observed = normal(theta, column(school, sigma));
    return { mu, tau, theta, observed };
  });
  return schools().observe({ observed: y });
}

/** Independent standard normals, told nothing. */
export function normals(count) {
  const place = dim("place", count);
  return model(() => ({ x: normal(0, 1).over(place) }))().observe({});
}

/** A curve at a hundred places. */
export function curve() {
  const x = Array.from({ length: 100 }, (_, i) => i / 3);
  return { x, y: x.map((at, i) => Math.sin(at) + 0.2 * (((i * 7) % 5) - 2)) };
}

/** A Matérn process through it with noise, all three parameters unknown. */
export function smoothProcess() {
  const { x, y } = curve();
  const place = dim("place", x.length);
  const process = model(() => {
    const scale = halfNormal(1);
    const length = inverseGamma(5, 5);
    const noise = exponential(1);
    const seen = gaussianProcess(column(place, x), matern52({ scale, length }), { noise });
    return { scale, length, noise, seen };
  });
  return process().observe({ seen: y });
}

/** Proportions of 20, 200 or 2,000 groups that share a beta distribution by mean and concentration. */
export const hierarchicalBetaBinomial = (groups) =>
  betaBinomial(data(`hier_bb_${groups}`), { mean: () => beta(1, 1), concentration: () => lognormal(5, 1.5) });

/** Such proportions with other data and priors. */
export function betaBinomial({ n, y }, { mean, concentration }) {
  const group = dim("group", n.length);
  const rates = model(() => {
    const mu = mean();
    const kappa = concentration();
    const theta = beta(mu.mul(kappa), complement(mu).mul(kappa)).over(group);
    const successes = binomial(column(group, n), theta);
    return { mu, kappa, theta, successes };
  });
  return rates().observe({ successes: y });
}

/** Radon levels of 919 houses in 85 counties with an intercept for each county, centred unless asked for. */
export function varyingIntercepts({ centred = true } = {}) {
  const { N, J, county, x, y } = data("radon");
  const house = dim("house", N);
  const counties = dim("county", J);
  const lies = index(counties, house, county);
  const radon = model(() => {
    const muA = normal(0, 5);
    const slope = normal(0, 5);
    const sigmaA = halfNormal(1);
    const sigmaY = halfNormal(1);
    const intercept = normal(muA, sigmaA).over(counties);
    const a = centred ? intercept : intercept.nonCentered();
    const level = normal(a.at(lies).add(slope.mul(column(house, x))), sigmaY);
    return { muA, slope, sigmaA, sigmaY, a, level };
  });
  return radon().observe({ level: y });
}

/** Counts of 500 shops over known times, whose rates share a gamma distribution by mean and shape. */
export function poissonGamma() {
  const shops = 500;
  const shop = dim("shop", shops);
  const time = Array.from({ length: shops }, (_, i) => 0.2 + ((i * 37) % 100) / 40);
  const counts = time.map((t, i) => Math.round(3 * t * (0.3 + ((i * 61) % 97) / 60)));
  const visits = model(() => {
    const mean = lognormal(0, 2);
    const shape = lognormal(0, 1.5);
    const rate = gamma(shape, shape.div(mean)).over(shop);
    const count = poisson(rate.mul(column(shop, time)));
    return { mean, shape, rate, count };
  });
  return visits().observe({ count: counts });
}

/** Logistic regression of 1,000 observations on 10 predictors. */
export function logisticRegression() {
  const { N, D, X, y } = data("logit_1000_10");
  const obs = dim("obs", N);
  const feature = dim("feature", D);
  const x = column([obs, feature], X.flat());
  const logistic = model(() => {
    const alpha = normal(0, 2.5);
    const slopes = normal(0, 1).over(feature);
    const outcome = bernoulli(invLogit(sum(slopes.mul(x), feature).add(alpha)));
    return { alpha, slopes, outcome };
  });
  return logistic().observe({ outcome: y });
}

/** Numbers in [0, 1) that look like chance. */
export function chance() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Visitors shown one of three arms, and whether each clicked: arms from 1 on, clicks 0 or 1. */
export function visitors(count) {
  const next = chance();
  const arm = Array.from({ length: count }, () => 1 + Math.floor(3 * next()));
  return { arm, y: arm.map((each) => (next() < 0.03 + 0.002 * each ? 1 : 0)) };
}

/** A click rate for each of three arms from rows of single visitors, as Stan's users write it. */
export function bernoulliRows({ arm, y }) {
  const [visitor, arms] = [dim("visitor", y.length), dim("arm", 3)];
  const shown = index(arms, visitor, arm);
  const rates = model(() => {
    const theta = beta(1, 1).over(arms);
    const clicked = bernoulli(theta.at(shown));
    return { theta, clicked };
  });
  return rates().observe({ clicked: y });
}

/** Measurements that follow `predictors` columns linearly. */
export function measurements(count, predictors) {
  const next = chance();
  const x = Float64Array.from({ length: count * predictors }, () => 4 * next() - 2);
  const y = Float64Array.from({ length: count }, (_, i) => x[i * predictors] - 0.5 * x[i * predictors + 1] + next());
  return { x, y };
}

/** Linear regression with an intercept. */
export function linearRegression({ x, y }) {
  const [row, feature] = [dim("row", y.length), dim("feature", x.length / y.length)];
  const linear = model(() => {
    const alpha = normal(0, 10);
    const slopes = normal(0, 10).over(feature);
    const sigma = exponential(1);
    const measured = normal(sum(slopes.mul(column([row, feature], x)), feature).add(alpha), sigma);
    return { alpha, slopes, sigma, measured };
  });
  return linear().observe({ measured: y });
}

/** Logistic regression of single trials, as Stan's users write it. */
export function singleTrials({ N, D, X, y }) {
  const [trial, feature] = [dim("trial", N), dim("feature", D)];
  const x = column([trial, feature], Float64Array.from(X.flat()));
  const logistic = model(() => {
    const alpha = normal(0, 2.5);
    const slopes = normal(0, 1).over(feature);
    const outcome = bernoulliLogit(sum(slopes.mul(x), feature).add(alpha));
    return { alpha, slopes, outcome };
  });
  return logistic().observe({ outcome: y });
}

/** Counts with predictors and a level for each group, non-centred. */
export function groupedCounts({ N, D, G, g, X, y }) {
  const [row, feature, group] = [dim("row", N), dim("feature", D), dim("group", G)];
  const x = column([row, feature], Float64Array.from(X.flat()));
  const of = index(group, row, g);
  const counts = model(() => {
    const alpha = normal(0, 2.5);
    const slopes = normal(0, 1).over(feature);
    const spread = halfNormal(1);
    const level = normal(0, spread).over(group).nonCentered();
    const count = poissonLog(sum(slopes.mul(x), feature).add(alpha).add(level.at(of)));
    return { alpha, slopes, spread, level, count };
  });
  return counts().observe({ count: y });
}

/** Rows of `predictors` columns, whose outcomes are made of a number that looks like chance; groups where there are some. */
export function rowsOf(count, predictors, outcome, groups = 1) {
  const next = chance();
  const X = Array.from({ length: count }, () => Array.from({ length: predictors }, () => 2 * next() - 1));
  const g = Array.from({ length: count }, (_, i) => 1 + (i % groups));
  return { N: count, D: predictors, G: groups, g, X, y: X.map(() => outcome(next())) };
}

/** The tutorial's question: 7 clicks of 10, with the prior Beta(11.5, 48.5). */
export function clicks() {
  const campaign = model(() => {
    const theta = beta(11.5, 48.5);
    const successes = binomial(10, theta);
    return { theta, successes };
  });
  return campaign().observe({ successes: 7 });
}

/** Three hundred returns, calm and wild by turns. */
export const returns = Array.from({ length: 300 }, (_, t) => (1 + 0.8 * Math.sin(t / 20)) * Math.sin(1.3 * t * t));

/** GARCH(1, 1): a variance that follows the last shock and the last variance. */
export function garch() {
  const day = dim("day", returns.length);
  const volatility = model(() => {
    const [mu, base, shock, keep] = [normal(0, 1), halfNormal(0.5), uniform(0, 1), uniform(0, 1)];
    const { y } = scan(day, { y: normal(mu, 0.5), variance: 0.25 }, (previous) => {
      const variance = base.add(shock.mul(previous.y.sub(mu).pow(2))).add(keep.mul(previous.variance));
      return { y: normal(mu, sqrt(variance)), variance };
    });
    return { mu, base, shock, keep, y };
  });
  return volatility().observe({ y: returns });
}
