/** Accumulate means and variances of a stream of vectors in one pass, in parts that can be merged. */

/** Running moments of vectors of one length; plain data, so that it can be stored and sent. */
export interface Welford {
  /** Number of vectors seen. */
  count: number;
  /** Mean of each component. */
  readonly mean: Float64Array;
  /** Sum of squared deviations from the mean, of each component. */
  readonly m2: Float64Array;
}

/** An accumulator of vectors with `size` components that has seen nothing yet. */
export function welford(size: number): Welford {
  return { count: 0, mean: new Float64Array(size), m2: new Float64Array(size) };
}

/** Forget everything seen, in place. */
export function resetWelford(moments: Welford): void {
  moments.count = 0;
  moments.mean.fill(0);
  moments.m2.fill(0);
}

/** Take in one vector, in place (Welford 1962, Technometrics 4:419). */
export function addToWelford(moments: Welford, values: ArrayLike<number>): void {
  const { mean, m2 } = moments;
  moments.count++;
  for (let i = 0; i < mean.length; i++) {
    const value = values[i] as number;
    const before = value - (mean[i] as number);
    mean[i] = (mean[i] as number) + before / moments.count;
    m2[i] = (m2[i] as number) + before * (value - (mean[i] as number));
  }
}

/** The accumulator that saw what both saw (Chan, Golub & LeVeque 1983); neither is changed. */
export function mergeWelford(left: Welford, right: Welford): Welford {
  const count = left.count + right.count;
  const share = count === 0 ? 0 : right.count / count;
  const difference = right.mean.map((m, i) => m - (left.mean[i] as number));
  return {
    count,
    mean: left.mean.map((m, i) => m + share * (difference[i] as number)),
    m2: left.m2.map((m, i) => m + (right.m2[i] as number) + left.count * share * (difference[i] as number) ** 2),
  };
}

/**
 * Sample variance of each component, divisor count − 1.
 *
 * @param out where the variances are written
 * @throws RangeError when fewer than two vectors were seen
 */
export function welfordVariance(
  moments: Welford,
  out: Float64Array = new Float64Array(moments.m2.length),
): Float64Array {
  if (moments.count < 2)
    throw new RangeError(`welfordVariance: needs at least two vectors, but the accumulator has seen ${moments.count}`);
  for (let i = 0; i < out.length; i++) out[i] = (moments.m2[i] as number) / (moments.count - 1);
  return out;
}
