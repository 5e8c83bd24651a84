/** The exponentially modified Gaussian: a normal plus an exponential, the usual law of reaction times. */
import type { DimsOf } from "@credence/draws";
import {
  erf,
  exp,
  expm1,
  findRoot,
  integrate,
  LOG_SQRT_TWO_PI,
  log,
  logAddExp,
  logMills,
  randomExponential,
  stdNormalCdf,
  stdNormalLogCdf,
} from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../expr/types.js";
import { positive, real } from "../support.js";
import { exgaussianTails } from "./composite/two-normals-tails.js";
import { logNormal, logRatio, ratioDrop } from "./mills.js";
import { type LogTails, lowerQuantile, precise, type Search, upperQuantile } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

// Standardised: z = (x − mu) / sigma and k = sigma / nu, the rate of the exponential.

/** A width that is as good as none; its square is a double. */
const endless = 1e100;

/** log of the density over k: exp(k²/2 − kz) Φ(z − k), by Mills' ratio where both factors are extreme. */
function logTerm(z: number, k: number): number {
  const w = k - z;
  return w >= 0 ? logNormal(z) + logRatio(w) : k * (0.5 * k - z) + stdNormalLogCdf(-w);
}

/** Φ(z) − Φ(z − k) for z ≥ 0. */
const step = (z: number, k: number): number =>
  z >= k ? exp(logNormal(z - k) + logMills(z - k, k)) : 0.5 * (erf(z * Math.SQRT1_2) + erf((k - z) * Math.SQRT1_2));

/** log P(Z ≤ z) = log [Φ(z) − exp(k²/2 − kz) Φ(z − k)], the difference taken where it keeps its digits. */
function logLower(z: number, k: number): number {
  if (z < 0) return logNormal(z) + log(ratioDrop(-z, k));
  if (k >= 1) return log(stdNormalCdf(z) - exp(logTerm(z, k)));
  return log(step(z, k) - expm1(k * (0.5 * k - z)) * stdNormalCdf(z - k));
}
const logUpper = (z: number, k: number): number => logAddExp(stdNormalLogCdf(-z), logTerm(z, k));
const logCdf = (z: number, k: number): number => precise(logLower(z, k), logUpper(z, k));
const logSf = (z: number, k: number): number => precise(logUpper(z, k), logLower(z, k));

const tails = (k: number): LogTails => ({ lower: (z) => logLower(z, k), upper: (z) => logUpper(z, k) });
const search = (k: number): Search => ({ middle: 0, width: 1 + 1 / k });

/** −∫ f log f of the standardised density. */
function entropy(k: number): number {
  const integrand = (z: number): number => {
    const logDensity = log(k) + logTerm(z, k);
    return -exp(logDensity) * logDensity;
  };
  const cuts = [-12, -3, 3, 12, 12 + 10 / k, 12 + 60 / k];
  return cuts
    .slice(1)
    .reduce((sum, to, i) => sum + integrate(integrand, cuts[i] as number, to, { relativeTolerance: 1e-12 }).value, 0);
}

/** The standardised mode, where the slope of the log density, [density of Φ at z − k] / Φ − k, is 0. */
function mode(k: number): number {
  const slope = (z: number): number => k - exp(logNormal(k - z) - stdNormalLogCdf(z - k));
  let high = 1;
  while (slope(high) < 0) high *= 2;
  return findRoot(slope, 0, high);
}

export const exgaussianFamily: ScalarFamily = {
  name: "exgaussian",
  constructorName: "exgaussian",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "sigma", support: positive },
    { name: "nu", support: positive },
  ],
  support: () => real,
  logDensity: (x, mu, sigma, nu) => {
    const z = x.sub(mu).div(sigma);
    const k = sigma.div(nu);
    const w = k.sub(z);
    const far = raw.ge(w, 0);
    const byRatio = raw
      .logMills(raw.where(far, w, 0), endless)
      .sub(raw.square(z).mul(0.5))
      .sub(LOG_SQRT_TWO_PI);
    const byFactors = raw
      .stdNormalLogCdf(raw.where(far, 0, raw.neg(w)))
      .add(raw.square(k).mul(0.5))
      .sub(x.sub(mu).div(nu));
    return raw.where(far, byRatio, byFactors).sub(raw.log(nu));
  },
  tails: exgaussianTails,
  random: (rng, mu, sigma, nu) => mu + sigma * rng.normal() + nu * randomExponential(rng),
  mean: (mu, _sigma, nu) => mu + nu,
  variance: (_mu, sigma, nu) => sigma * sigma + nu * nu,
  entropy: (_mu, sigma, nu) => log(sigma) + entropy(sigma / nu),
  mode: (mu, sigma, nu) => mu + sigma * mode(sigma / nu),
  cdf: (x, mu, sigma, nu) => exp(logCdf((x - mu) / sigma, sigma / nu)),
  sf: (x, mu, sigma, nu) => exp(logSf((x - mu) / sigma, sigma / nu)),
  logCdf: (x, mu, sigma, nu) => logCdf((x - mu) / sigma, sigma / nu),
  logSf: (x, mu, sigma, nu) => logSf((x - mu) / sigma, sigma / nu),
  quantile: (p, mu, sigma, nu) => mu + sigma * lowerQuantile(p, tails(sigma / nu), search(sigma / nu)),
  upperQuantile: (p, mu, sigma, nu) => mu + sigma * upperQuantile(p, tails(sigma / nu), search(sigma / nu)),
};

/** A normal with mean `mu` and standard deviation `sigma` > 0 plus an exponential with mean `nu` > 0 (Grushka 1972). */
export function exgaussian<A extends Input<Real>, B extends Input<Positive>, C extends Input<Positive>>(
  mu: A,
  sigma: B,
  nu: C,
): Variable<DimsOf<A | B | C>, Real> {
  return variable(exgaussianFamily, [mu, sigma, nu]);
}
