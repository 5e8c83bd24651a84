/** Sum and normalise weights known by their logarithms. */
import { exp } from "../generated/exp.js";
import { log1p } from "../generated/log.js";

/** log Σ e^xᵢ; -Infinity for no values, NaN if one is NaN. The largest term is kept apart, so that small sums stay exact. */
export function logSumExp(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 1; i < values.length; i++) {
    if (!((values[i] as number) <= (values[top] as number))) top = i;
  }
  if (values.length === 0) return -Infinity;
  const highest = values[top] as number;
  if (highest === Infinity || highest === -Infinity) return hasNaN(values) ? NaN : highest;
  let others = 0;
  for (let i = 0; i < values.length; i++) {
    if (i !== top) others += exp((values[i] as number) - highest);
  }
  return highest + log1p(others);
}

function hasNaN(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** xᵢ - logSumExp(x): the logs of {@link softmax}. Same length as `values`. */
export function logSoftmax(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  const highest = largest(result);
  for (let i = 0; i < result.length; i++) result[i] = (result[i] as number) - highest;
  const total = logSumExp(result);
  for (let i = 0; i < result.length; i++) result[i] = (result[i] as number) - total;
  return result;
}

/** e^xᵢ / Σ e^xⱼ: weights that sum to 1. Same length as `values`. */
export function softmax(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  const highest = largest(result);
  let total = 0;
  for (let i = 0; i < result.length; i++) {
    const weight = exp((result[i] as number) - highest);
    result[i] = weight;
    total += weight;
  }
  for (let i = 0; i < result.length; i++) result[i] = (result[i] as number) / total;
  return result;
}

function largest(values: Float64Array): number {
  let highest = -Infinity;
  for (let i = 0; i < values.length; i++) highest = Math.max(highest, values[i] as number);
  return highest;
}
