/** Recommend how many basis functions an approximation needs, and how wide an interval (Riutort-Mayol et al. 2023). */

/** The kernels that the recommendations are known for. */
export type SmoothKernel = "squaredExponential" | "matern32" | "matern52";

/** For a length scale ℓ and the half width S of the domain: boundary ≥ `reach` ℓ / S, functions ≥ `density` boundary S / ℓ. */
interface Rule {
  readonly reach: number;
  readonly density: number;
}

/** Riutort-Mayol, Bürkner, Andersen, Solin and Vehtari, Statistics and Computing 33:17 (2023), section 4. */
const rules: { readonly [K in SmoothKernel]: Rule } = {
  squaredExponential: { reach: 3.2, density: 1.75 },
  matern32: { reach: 4.5, density: 3.42 },
  matern52: { reach: 4.1, density: 2.65 },
};

/** The least boundary at any length scale. */
const leastBoundary = 1.2;

/** The rule of a kernel; undefined where none is published. */
const ruleOf = (kernel: string): Rule | undefined =>
  Object.hasOwn(rules, kernel) ? rules[kernel as SmoothKernel] : undefined;

/** A domain's size, and how it is approximated. */
export interface Approximation {
  readonly functions: number;
  readonly boundary: number;
}

/** Enough functions for the shortest and enough boundary for the longest of the length scales. */
export function recommended({
  domain: [lower, upper],
  kernel,
  lengths,
}: {
  readonly domain: readonly [number, number];
  readonly kernel: SmoothKernel;
  readonly lengths: readonly [number, number];
}): Approximation {
  const rule = ruleOf(kernel);
  if (rule === undefined)
    throw new TypeError(
      `hilbertBasis: for the kernel ${JSON.stringify(kernel)} no sizes are recommended, only for ${Object.keys(rules).join(", ")}: give functions and boundary`,
    );
  const [shortest, longest] = lengths ?? [];
  if (!(shortest > 0 && longest >= shortest && longest < Infinity))
    throw new RangeError(`hilbertBasis: the lengths are ${lengths}; give [shortest, longest], as in [2, 20]`);
  const half = (upper - lower) / 2;
  const boundary = Math.max(leastBoundary, (rule.reach * longest) / half);
  return { boundary, functions: Math.ceil((rule.density * boundary * half) / shortest) };
}

/** The length scales that an approximation is good for; undefined where no rule is published. */
export function representable(
  kernel: string,
  [lower, upper]: readonly [number, number],
  { functions, boundary }: Approximation,
): readonly [shortest: number, longest: number] | undefined {
  const rule = ruleOf(kernel);
  if (rule === undefined) return undefined;
  const half = (upper - lower) / 2;
  return [(rule.density * boundary * half) / functions, (boundary * half) / rule.reach];
}

/** The least length of a periodic kernel for J harmonics: J ≥ 3.72 / length (the same paper, appendix B). */
export const shortestPeriodic = (harmonics: number): number => 3.72 / harmonics;
