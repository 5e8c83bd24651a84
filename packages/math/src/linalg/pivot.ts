/** Subtract squares without losing the digits of a small difference: the pivots of a Cholesky factor. */

/** 2²⁷ + 1, which splits a double into halves whose products are exact (Veltkamp). */
const splitter = 134217729;

/**
 * d − Σ xₖ² in twice the working precision, rounded once (Ogita, Rump and Oishi 2005, algorithm Dot2): a pivot of 1e-9
 * keeps all its digits, where plain subtraction leaves seven.
 *
 * @param memory holds x₀ … at `row`, `count` of them
 */
export function pivotOf(d: number, memory: Float64Array, row: number, count: number): number {
  let sum = d;
  let error = 0;
  for (let k = 0; k < count; k++) {
    const x = memory[row + k] as number;
    const square = x * x;
    const scaled = splitter * x;
    const high = scaled - (scaled - x);
    const low = x - high;
    const lost = high * high - square + 2 * high * low + low * low;
    const next = sum - square;
    const taken = next - sum;
    error += sum - (next - taken) - (square + taken) - lost;
    sum = next;
  }
  const pivot = sum + error;
  return Number.isNaN(pivot) ? sum : pivot; // splitting overflows above 1e300
}
