/** Learn the shape of random-walk proposals from which of them were accepted. */
import { exp, log } from "@credence/math";

/** Vihola's exponent: between 1/2 and 1, so that adaptation neither stalls nor wanders. */
const GAIN_EXPONENT = 2 / 3;

/** Step length of the n-th update in d dimensions, at most 1 (Vihola 2012, section 5). */
export function gain(n: number, dimension: number): number {
  return Math.min(1, dimension * exp(-GAIN_EXPONENT * log(n)));
}

const SINGLE_ACCEPTANCE = 0.44;
const LARGEST = 2 ** 500;

/** The scale of single moves after the n-th, accepted with `probability`: Robbins and Monro on its logarithm. */
export function rescale(scale: number, n: number, probability: number): number {
  const next = scale * exp(gain(n, 3) * (probability - SINGLE_ACCEPTANCE));
  return Math.min(LARGEST, Math.max(1 / LARGEST, next));
}

/** The acceptance rate to aim at: 0.44 for one coordinate, 0.234 for many (Gelman, Roberts and Gilks 1996, table 1). */
export function targetAcceptance(dimension: number): number {
  return 0.234 + 0.206 / dimension;
}

/**
 * Robust adaptive Metropolis (Vihola, Statistics and Computing 22:997, 2012, equation 1): replaces the lower-triangular
 * factor S of the proposal's covariance by that of S (I + change · u uᵀ / |u|²) Sᵀ, where u is the normal vector of the
 * last proposal x + S u and `change` > −1.
 *
 * @param factor S, row-major d × d, changed in place
 * @param work d doubles to overwrite
 */
export function reshape(factor: Float64Array, u: Float64Array, change: number, work: Float64Array): void {
  const d = u.length;
  let norm = 0;
  for (let i = 0; i < d; i++) norm += (u[i] as number) * (u[i] as number);
  if (!(norm > 0)) return;
  const scale = Math.sqrt(Math.abs(change) / norm);
  for (let i = 0; i < d; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += (factor[i * d + j] as number) * (u[j] as number);
    work[i] = scale * sum;
  }
  updateFactor(factor, work, change >= 0 ? 1 : -1);
}

/** Rank-one update (sign 1) or downdate (−1) of a Cholesky factor by x xᵀ; overwrites x (Golub and Van Loan, section 6.5.4). */
export function updateFactor(factor: Float64Array, x: Float64Array, sign: 1 | -1): void {
  const d = x.length;
  for (let k = 0; k < d; k++) {
    const diagonal = factor[k * d + k] as number;
    const xk = x[k] as number;
    const r = Math.sqrt(diagonal * diagonal + sign * xk * xk);
    if (!(r > 0)) return;
    const c = r / diagonal;
    const s = xk / diagonal;
    factor[k * d + k] = r;
    for (let i = k + 1; i < d; i++) {
      const value = ((factor[i * d + k] as number) + sign * s * (x[i] as number)) / c;
      factor[i * d + k] = value;
      x[i] = c * (x[i] as number) - s * value;
    }
  }
}
