/** The inverse Gaussian (Wald) distribution: when a Brownian motion with drift first reaches a level. */
import type { DimsOf } from "@credence/draws";
import {
  exp,
  expm1,
  integrate,
  LOG_SQRT_TWO_PI,
  log,
  log1p,
  logAddExp,
  stdNormalCdf,
  stdNormalLogCdf,
} from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { positive } from "../support.js";
import { inverseGaussianTails } from "./composite/two-normals-tails.js";
import { logNormal, logRatio, ratioDrop } from "./mills.js";
import { type LogTails, lowerQuantile, precise, type Search, upperQuantile } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

// P(X ≤ x) = Φ(a) + exp(2λ/μ) Φ(−b) with a, b = √(λ/x) (x/μ ∓ 1) (Shuster 1968); as b² = a² + 4λ/μ, the second term is
// φ(a) times Mills' ratio at b.

interface Ends {
  readonly a: number;
  /** b − a. */
  readonly apart: number;
}
function ends(x: number, mu: number, lambda: number): Ends {
  const root = Math.sqrt(lambda / Math.max(x, 0));
  return { a: root * (Math.min(x, Number.MAX_VALUE) / mu - 1), apart: 2 * root };
}
const reflected = ({ a, apart }: Ends): number => logNormal(a) + logRatio(a + apart);

function logLower(x: number, mu: number, lambda: number): number {
  const at = ends(x, mu, lambda);
  return logAddExp(stdNormalLogCdf(at.a), reflected(at));
}
function logUpper(x: number, mu: number, lambda: number): number {
  const at = ends(x, mu, lambda);
  return at.a > -1 ? logNormal(at.a) + log(ratioDrop(at.a, at.apart)) : log(stdNormalCdf(-at.a) - exp(reflected(at)));
}
function logCdf(x: number, mu: number, lambda: number): number {
  if (!(x > 0)) return -Infinity;
  return x === Infinity ? 0 : precise(logLower(x, mu, lambda), logUpper(x, mu, lambda));
}
function logSf(x: number, mu: number, lambda: number): number {
  if (!(x > 0)) return 0;
  return x === Infinity ? -Infinity : precise(logUpper(x, mu, lambda), logLower(x, mu, lambda));
}

/** Quantiles are sought by their logs. */
const tails = (mu: number, lambda: number): LogTails => ({
  lower: (y) => logLower(exp(y), mu, lambda),
  upper: (y) => logUpper(exp(y), mu, lambda),
});
const [least, most] = [-745, 709];
const search = (mu: number): Search => ({ middle: log(mu), width: 1, least, most });
/** The x of a log; beyond what was searched there is none. */
const fromLog = (y: number): number => (y <= least ? 0 : y >= most ? Infinity : exp(y));

/** e^z E₁(z) = ∫ exp(−zt) / (1 + t) dt, in log(1 + t). */
const scaledExponentialIntegral = (z: number): number =>
  integrate((u) => exp(-z * expm1(u)), 0, log1p(45 / z), { relativeTolerance: 1e-13 }).value;

export const inverseGaussianFamily: ScalarFamily = {
  name: "inverse_gaussian",
  constructorName: "inverseGaussian",
  event: "scalar",
  parameters: [
    { name: "mu", support: positive },
    { name: "lambda", support: positive },
  ],
  support: () => positive,
  logDensity: (x, mu, lambda) => {
    // (x − μ)/μ, whose slopes lose their digits in one form far below μ, and its value in the other near μ
    const away = raw.where(raw.gt(x, mu.mul(0.5)), x.sub(mu).div(mu), x.div(mu).sub(1));
    return raw.log(lambda).sub(raw.log(x).mul(3)).sub(away.div(x).mul(away).mul(lambda)).mul(0.5).sub(LOG_SQRT_TWO_PI);
  },
  // Michael, Schucany and Haas (1976), with their smaller root written without a difference
  tails: inverseGaussianTails,
  random: (rng, mu, lambda) => {
    const w = (rng.normal() ** 2 * mu) / (2 * lambda);
    const smaller = mu / (1 + w + Math.sqrt(w * (2 + w)));
    return rng.uniform() * (mu + smaller) <= mu ? smaller : mu * (mu / smaller);
  },
  mean: (mu) => mu,
  variance: (mu, lambda) => mu * mu * (mu / lambda),
  // E log X = log μ − e^(2λ/μ) E₁(2λ/μ)
  entropy: (mu, lambda) =>
    0.5 + LOG_SQRT_TWO_PI - 0.5 * log(lambda) + 1.5 * (log(mu) - scaledExponentialIntegral((2 * lambda) / mu)),
  mode: (mu, lambda) => {
    const half = (1.5 * mu) / lambda;
    return mu / (Math.sqrt(1 + half * half) + half);
  },
  cdf: (x, mu, lambda) => exp(logCdf(x, mu, lambda)),
  sf: (x, mu, lambda) => exp(logSf(x, mu, lambda)),
  logCdf,
  logSf,
  quantile: (p, mu, lambda) => fromLog(lowerQuantile(p, tails(mu, lambda), search(mu))),
  upperQuantile: (p, mu, lambda) => fromLog(upperQuantile(p, tails(mu, lambda), search(mu))),
};

/**
 * Inverse Gaussian with mean `mu` and shape `lambda` > 0 (variance mu³ / lambda): density
 * √(λ / 2πx³) exp(−λ (x − μ)² / 2μ²x) on (0, ∞).
 */
export function inverseGaussian<A extends Input<Positive>, B extends Input<Positive>>(
  mu: A,
  lambda: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(inverseGaussianFamily, [mu, lambda]);
}
