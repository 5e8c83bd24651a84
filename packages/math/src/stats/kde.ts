/** Estimate a density from draws by Gaussian kernels, for pictures. */
import { exp, log } from "../special/index.js";
import { requireFinite, requireValues } from "./check.js";
import { quantileSorted, sorted } from "./quantile.js";
import { standardDeviation } from "./variance.js";

/** How smooth, on how many points, and where the values cannot lie. */
export interface KdeOptions {
  /** Number of grid points, at least 2. */
  readonly points?: number;
  /** Standard deviation of the kernel; by default `silvermanBandwidth`. */
  readonly bandwidth?: number;
  /** Lower end of the support, where the density is reflected; by default there is none. */
  readonly lower?: number;
  /** Upper end of the support, where the density is reflected; by default there is none. */
  readonly upper?: number;
}

/** A density on an evenly spaced grid. */
export interface Kde {
  readonly x: Float64Array;
  readonly density: Float64Array;
  readonly bandwidth: number;
}

/** What `kde` does unless told otherwise. */
export const kdeDefaults: { readonly points: number } = { points: 512 };

const reach = 4; // kernels are cut off, and the grid goes beyond the values, at so many bandwidths

/**
 * Gaussian kernel density estimate. Values are spread linearly over the two nearest grid points and the
 * counts convolved with the kernel (Silverman 1982, Applied Statistics 31:93). At a known end of the
 * support the tail of each kernel is reflected back (Boneva, Kendall & Stefanov 1971), so that no mass is lost.
 *
 * @throws RangeError when there are no values, one is not finite or outside the support, or an option is unusable
 */
export function kde(values: ArrayLike<number>, options: KdeOptions = {}): Kde {
  const { points = kdeDefaults.points, lower = -Infinity, upper = Infinity } = options;
  requireValues(values, 1, "kde");
  requireFinite(values, "kde");
  const ordered = sorted(values);
  const lowest = ordered[0] as number;
  const highest = ordered[ordered.length - 1] as number;
  if (lowest < lower || highest > upper)
    throw new RangeError(`kde: values from ${lowest} to ${highest} leave the support from ${lower} to ${upper}`);
  const bandwidth = options.bandwidth ?? silvermanBandwidth(ordered);
  if (!(bandwidth > 0 && bandwidth < Infinity && Number.isInteger(points) && points >= 2))
    throw new RangeError(`kde: bandwidth = ${bandwidth} must be positive and points = ${points} an integer from 2 on`);

  const left = Math.max(lower, lowest - reach * bandwidth);
  const right = Math.min(upper, highest + reach * bandwidth);
  const spacing = (right - left) / (points - 1);
  const mass = spread(ordered, left, spacing, points);
  const density = convolve(mass, kernel(bandwidth / spacing), left === lower, right === upper);
  return {
    x: Float64Array.from({ length: points }, (_, i) => (i === points - 1 ? right : left + i * spacing)),
    density: density.map((d) => d / spacing),
    bandwidth,
  };
}

/**
 * The rule of thumb 0.9 min(s, IQR / 1.34) n^(−1/5) (Silverman 1986, Density Estimation, eq. 3.31; R's `bw.nrd0`,
 * with its fallbacks when the spread is zero).
 */
export function silvermanBandwidth(values: ArrayLike<number>): number {
  const ordered = sorted(values);
  const first = ordered[0] as number;
  const spread = ordered.length > 1 ? standardDeviation(ordered) : 0;
  const quartiles = (quantileSorted(ordered, 0.75) - quantileSorted(ordered, 0.25)) / 1.34;
  const scale = Math.min(spread, quartiles) || spread || Math.abs(first) || 1;
  return 0.9 * scale * exp(-0.2 * log(ordered.length));
}

/** Share of the values at each grid point, each value divided between its two neighbours. */
function spread(values: Float64Array, left: number, spacing: number, points: number): Float64Array {
  const mass = new Float64Array(points);
  for (const value of values) {
    const position = (value - left) / spacing;
    const index = Math.min(points - 2, Math.floor(position));
    const share = Math.min(1, position - index); // rounding may put the last value beyond the grid
    mass[index] = (mass[index] as number) + (1 - share) / values.length;
    mass[index + 1] = (mass[index + 1] as number) + share / values.length;
  }
  return mass;
}

/** Kernel weights at offsets 0, 1, …, of both signs summing to one even when the grid is coarse. */
function kernel(width: number): Float64Array {
  const half = Float64Array.from({ length: Math.ceil(reach * width) + 1 }, (_, k) => exp(-0.5 * (k / width) ** 2));
  const total = half.reduce((sum, weight) => sum + 2 * weight, -1);
  return half.map((weight) => weight / total);
}

/** Convolve with a symmetric kernel; a reflecting end mirrors the grid about its outermost point. */
function convolve(mass: Float64Array, half: Float64Array, reflectLeft: boolean, reflectRight: boolean): Float64Array {
  const points = mass.length;
  const out = new Float64Array(points);
  const add = (index: number, amount: number): void => {
    const inside = fold(index, points, reflectLeft, reflectRight);
    if (inside === undefined) return;
    const onMirror = (inside === 0 && reflectLeft) || (inside === points - 1 && reflectRight);
    out[inside] = (out[inside] as number) + (onMirror ? 2 * amount : amount);
  };
  mass.forEach((m, i) => {
    if (m === 0) return;
    half.forEach((weight, k) => {
      add(i + k, m * weight);
      if (k > 0) add(i - k, m * weight);
    });
  });
  return out;
}

/** Bring an index back onto the grid off its reflecting ends; undefined when it left at an open end. */
function fold(index: number, points: number, reflectLeft: boolean, reflectRight: boolean): number | undefined {
  for (let i = index; ; ) {
    if (i >= 0 && i < points) return i;
    if (i < 0 ? !reflectLeft : !reflectRight) return undefined;
    i = i < 0 ? -i : 2 * (points - 1) - i;
  }
}
