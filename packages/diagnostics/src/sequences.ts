/** Lay the chains of one scalar end to end and split them in halves, the form that every diagnostic works on. */

/** Draws of one scalar as `[chain][iteration]`: at least one chain, all of one length. */
export type Chains = readonly ArrayLike<number>[];

/** Equally long runs of one scalar, end to end: draw `i` of run `c` is `values[c * length + i]`. */
export interface Sequences {
  readonly values: Float64Array;
  readonly count: number;
  readonly length: number;
}

/**
 * Pool chains into one array.
 *
 * @param chains draws as `[chain][iteration]`
 * @throws RangeError when there is no chain, no draw, or the chains differ in length
 */
export function pool(chains: Chains): Sequences {
  const length = chains[0]?.length ?? 0;
  if (length === 0) {
    throw new RangeError("The draws are empty: give them as [chain][iteration], at least one chain of one draw.");
  }
  const values = new Float64Array(chains.length * length);
  chains.forEach((chain, c) => {
    if (chain.length !== length) {
      throw new RangeError(
        `Chain ${c} has ${chain.length} draws and chain 0 has ${length}: cut the chains to one length first.`,
      );
    }
    values.set(chain, c * length);
  });
  return { values, count: chains.length, length };
}

/**
 * Split every run in halves, so that a drift within a run shows as a difference between runs; an odd run loses its
 * middle draw, a run of one draw stays whole (Vehtari et al. 2021, arXiv:1903.08008).
 *
 * A half of one draw has no variance of its own. Then the first draws of all runs make one sequence and the last draws
 * another, as in R's posterior 1.4.0.
 */
export function splitHalves({ values, count, length }: Sequences): Sequences {
  if (length === 1) return { values, count, length };
  const half = Math.floor(length / 2);
  const halves = new Float64Array(2 * count * half);
  for (let c = 0; c < count; c++) {
    const start = c * length;
    halves.set(values.subarray(start, start + half), c * half);
    halves.set(values.subarray(start + length - half, start + length), (count + c) * half);
  }
  return half === 1 ? { values: halves, count: 2, length: count } : { values: halves, count: 2 * count, length: half };
}

/** Apply a function to every draw, keeping the layout. */
export function mapSequences(sequences: Sequences, transform: (draw: number) => number): Sequences {
  const { values } = sequences;
  const mapped = new Float64Array(values.length);
  // A plain loop takes a sixth of the time of the array's own `map`.
  for (let i = 0; i < mapped.length; i++) mapped[i] = transform(values[i] as number);
  return { ...sequences, values: mapped };
}

/**
 * Whether no diagnostic is defined: a draw is NaN or infinite, or all draws are equal. Equal means within 2⁻⁵², absolute,
 * the test of R's posterior, whose figures we match; rescale draws that vary less.
 */
export function isDegenerate(values: Float64Array): boolean {
  return isDegenerateRange(...rangeOf(values));
}

/** {@link isDegenerate} of draws in ascending order, a NaN among them first or last: their ends tell. */
export function isDegenerateSorted(sorted: Float64Array): boolean {
  return isDegenerateRange(sorted[0] as number, sorted[sorted.length - 1] as number);
}

/**
 * {@link isDegenerate} of draws whose variance is known: no variance exceeds the range squared, so that only a tiny one
 * (the 4 leaves room for rounding) or one that is not finite calls for another look at the draws.
 */
export function isDegenerateGiven(variance: number, values: Float64Array): boolean {
  return !(variance > 4 * Number.EPSILON ** 2 && variance < Infinity) && isDegenerate(values);
}

const isDegenerateRange = (low: number, high: number): boolean =>
  !(high - low >= Number.EPSILON) || low === -Infinity || high === Infinity;

/** Smallest and largest draw; NaN when one is NaN. */
function rangeOf(values: Float64Array): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) return [NaN, NaN];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
