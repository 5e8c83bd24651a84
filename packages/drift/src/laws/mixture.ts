/** Represent a belief as a mixture of betas with positive weights: no sum cancels, however improbable the data. */
import { exp, incBeta, lbetaDiff, log, type Rng, randomBeta, randomCategorical } from "@credence/math";
import { isCount } from "../polynomials/basis.js";
import type { Parameters } from "../process/parameters.js";
import type { Law } from "./law.js";
import { betaDensity } from "./polynomial.js";

/** Σ weight[i] beta(a + low + i, b + level − low − i): what `level` trials with uncertain successes leave of beta(a, b). */
export interface Mixture {
  readonly a: number;
  readonly b: number;
  readonly level: number;
  readonly low: number;
  /** Not negative, adding up to 1. */
  readonly weight: Float64Array;
  /** Weights below this share of the sum are not known: {@link EXACT}, or what an approximation left. */
  readonly floor: number;
}

/** Weights that were added up without cancellation are known down to this. */
export const EXACT = 1e-250;

/** A belief in the form of a mixture. */
export interface MixtureLaw extends Law {
  readonly mixture: Mixture;
}

/** One beta: the stationary law after these counts, which need not be whole or positive. */
export function betaMixture({ alpha, beta }: Parameters, successes: number, failures: number): Mixture {
  const weight = Float64Array.of(1);
  return isCount(successes) && isCount(failures)
    ? { a: alpha, b: beta, level: successes + failures, low: successes, weight, floor: EXACT }
    : { a: alpha + successes, b: beta + failures, level: 0, low: 0, weight, floor: EXACT };
}

/** Reads a mixture as a law. */
export function mixtureLaw(mixture: Mixture): MixtureLaw {
  const { a, b, level, low, weight } = mixture;
  return {
    mixture,
    ...componentsLaw(
      weight,
      (i) => a + low + i,
      (i) => b + level - low - i,
    ),
  };
}

/** Reads Σ weight[i] beta(alpha(i), beta(i)) as a law; components of no weight are never asked for. */
export function componentsLaw(weight: Float64Array, alpha: (i: number) => number, beta: (i: number) => number): Law {
  const total = (f: (a: number, b: number) => number, least = 0): number => {
    let sum = 0;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i] as number;
      if (w > least) sum += w * f(alpha(i), beta(i));
    }
    return sum;
  };
  let mean: number | undefined;
  const centre = (): number => {
    mean ??= total((a, b) => a / (a + b));
    return mean;
  };
  return {
    get mean() {
      return centre();
    },
    get variance() {
      const m = centre();
      return total((a, b) => {
        const s = a + b;
        return ((a / s) * (b / s)) / (s + 1) + (a / s - m) ** 2;
      });
    },
    pdf: (x) => total((a, b) => betaDensity(a, b, x)),
    cdf: (x) =>
      x <= 0
        ? 0
        : x >= 1
          ? 1
          : Math.min(
              1,
              total((a, b) => incBeta(a, b, x), 1e-25),
            ),
    draw: (rng: Rng) => {
      const i = randomCategorical(rng, weight);
      return randomBeta(rng, alpha(i), beta(i));
    },
  };
}

/**
 * Conditions a mixture on successes among trials (Bayes' rule, component by component).
 *
 * @returns the new mixture, and log Σ weight[i] B(a[i] + successes, b[i] + failures)/B(a[i], b[i])
 */
export function conditioned(mixture: Mixture, successes: number, failures: number): { mixture: Mixture; log: number } {
  const { a, b, level, low, weight } = mixture;
  const logs = weight.map((w, i) =>
    w > 0 ? log(w) + lbetaDiff(a + low + i, b + level - low - i, successes, failures) : -Infinity,
  );
  const peak = logs.reduce((most, value) => Math.max(most, value));
  requireBelievable(mixture, peak, successes, failures);
  const updated = logs.map((value) => exp(value - peak));
  const total = updated.reduce((sum, value) => sum + value, 0);
  return {
    mixture: trimmed({
      a,
      b,
      level: level + successes + failures,
      low: low + successes,
      weight: updated.map((value) => value / total),
      floor: mixture.floor,
    }),
    log: peak + log(total),
  };
}

/** Digits that the weights which decide must have. */
const DIGITS = 1e10;

/** @throws RangeError when weights too small to be known might decide */
function requireBelievable(mixture: Mixture, peak: number, successes: number, failures: number): void {
  const trials = successes + failures;
  const { a, b, level } = mixture;
  const at = Math.min(1, Math.max(0, successes / trials));
  // The component that would predict these counts best.
  const k = Math.min(level, Math.max(0, at * (a + b + level) - a));
  const best = lbetaDiff(a + k, b + level - k, successes, failures);
  if (!(peak - best > log(mixture.floor * DIGITS)))
    throw new RangeError(
      `update: ${successes} successes of ${trials} trials are less probable than doubles can weigh, given what was known; check the counts, or let the rate drift faster or further`,
    );
}

/** Weights below this share of the largest are dropped at both ends; a surprise may later raise any that are kept. */
const DUST = 1e-290;

/** The mixture without components of no weight at either end. */
export function trimmed(mixture: Mixture): Mixture {
  const { weight, low } = mixture;
  let first = 0;
  let last = weight.length - 1;
  while (first < last && (weight[first] as number) < DUST) first++;
  while (last > first && (weight[last] as number) < DUST) last--;
  if (first === 0 && last === weight.length - 1) return mixture;
  return { ...mixture, low: low + first, weight: weight.slice(first, last + 1) };
}
