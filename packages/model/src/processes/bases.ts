/** Make dims of basis functions, which approximate processes by few weights instead of one value for each place. */
import { type Dim, dim } from "@credence/draws";
import { checkNames } from "./check-names.js";
import { recommended, type SmoothKernel } from "./recommended.js";

/** A dim of sines over an interval: eigenfunctions of the Laplace operator that vanish at its ends. */
export interface HilbertBasis<D extends string> extends Dim<D> {
  readonly functions: "interval";
  /** Where inputs may lie. */
  readonly domain: readonly [lower: number, upper: number];
  /** How much wider than the domain the interval is. */
  readonly boundary: number;
}

/** A dim of cosines and sines that repeat together. */
export interface FourierBasis<D extends string> extends Dim<D> {
  readonly functions: "harmonics";
  /** The number of frequencies above 0. */
  readonly harmonics: number;
}

/** How a basis is chosen: by its size, or by the length scales that it shall represent. */
export type HilbertBasisOptions = { readonly domain: readonly [lower: number, upper: number] } & (
  | { readonly functions: number; readonly boundary: number }
  | { readonly kernel: SmoothKernel; readonly lengths: readonly [shortest: number, longest: number] }
);

/**
 * A dim of `functions` basis functions φ_j(x) = sin(j π (x − c + L) / 2L) / √L, j = 1, 2, …, where c is the middle of the
 * domain and L its half width times `boundary` (Solin and Särkkä 2020; Riutort-Mayol et al. 2023). By `kernel` and
 * `lengths` both are chosen as these recommend.
 *
 * @param options `domain` holds every input that will ever be asked for, those of predictions too; `boundary` > 1.
 * @throws RangeError when a domain, number of functions or boundary is none.
 * @example
 * ```ts
 * const basis = hilbertBasis("basis", { domain: [0, 60], kernel: "matern52", lengths: [5, 30] });
 * console.log(basis.size, basis.boundary);
 * ```
 */
export function hilbertBasis<D extends string>(name: D, options: HilbertBasisOptions): HilbertBasis<D> {
  checkNames("hilbertBasis", options, ["domain", "functions", "boundary", "kernel", "lengths"]);
  const [lower, upper] = options.domain ?? [];
  if (!(Number.isFinite(lower) && Number.isFinite(upper) && lower < upper))
    throw new RangeError(`hilbertBasis: the domain is ${options.domain}; give [lowest, highest] input, as in [0, 60]`);
  const { functions, boundary } = "functions" in options ? options : recommended(options);
  if (!(Number.isFinite(boundary) && boundary > 1))
    throw new RangeError(
      `hilbertBasis: the boundary is ${boundary}; it is how much wider than the domain the interval is, above 1, such as 1.5`,
    );
  return Object.freeze({
    ...dim(name, functions),
    functions: "interval" as const,
    domain: [lower, upper] as const,
    boundary,
  });
}

/** A dim of cos(j θ), j = 0 … J, and sin(j θ), j = 1 … J: 2 J + 1 functions for `periodic` kernels. */
export function fourierBasis<D extends string>(name: D, options: { readonly harmonics: number }): FourierBasis<D> {
  checkNames("fourierBasis", options, ["harmonics"]);
  const { harmonics } = options;
  if (!(Number.isSafeInteger(harmonics) && harmonics >= 1))
    throw new RangeError(`fourierBasis: there are ${harmonics} harmonics; give a whole number of at least 1`);
  const upTo = (wave: string, from: number): string[] =>
    Array.from({ length: harmonics + 1 - from }, (_, i) => `${wave}${i + from}`);
  return Object.freeze({
    ...dim(name, [...upTo("cos", 0), ...upTo("sin", 1)]),
    functions: "harmonics" as const,
    harmonics,
  });
}

/** Either of them. */
export type Basis<D extends string> = HilbertBasis<D> | FourierBasis<D>;

/** The middle of the domain and half the width of the interval. */
export function intervalOf({ domain: [lower, upper], boundary }: HilbertBasis<string>): {
  readonly centre: number;
  readonly half: number;
} {
  return { centre: (lower + upper) / 2, half: ((upper - lower) / 2) * boundary };
}
