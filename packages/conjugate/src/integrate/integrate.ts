/** Integrate a smooth density of one to three dimensions on a lattice, or say which test spoke against it. */
import { log } from "@credence/math";
import { aliasing } from "./aliasing.js";
import type { CubicMap } from "./cubic-map.js";
import { growLattice } from "./lattice.js";
import { climbToMode } from "./mode.js";
import { otherMode } from "./other-modes.js";
import { pilotMap } from "./pilot.js";
import { type LatticeSums, sumLattice } from "./sums.js";
import { tailBeyond } from "./tail.js";
import type { Functionals, Integrand, Integration, IntegrationOptions, Moments, Obstacle, Refusal } from "./types.js";

/** The nodes allowed, by dimension. */
const budgets = [2000, 8000, 30000];
/** The largest number of dimensions. */
export const mostDimensions: number = budgets.length;
const tolerance = 1e-3;
const tailTolerance = 1e-2;
const firstStep = 0.9;
const mostRefinements = 6;
/** A smooth density loses this factor of its error and more when the step shrinks by √2. */
const smoothDecay = 8;

/**
 * The integral of exp(logDensity), moments and where the mass lies, by the trapezoidal rule on a lattice: for analytic
 * densities its error falls exponentially with the step (Trefethen and Weideman 2014, SIAM Review 56:385).
 *
 * The density must be analytic: no kink and no jump where it has mass. That is for the caller to see to, since no test
 * of values finds a kink reliably. Errors are estimated, not proven, and a mode far from all starts stays unseen.
 */
export function integrateDensity(
  integrand: Integrand,
  { starts = [], functionals = nothing }: IntegrationOptions = {},
): Integration | Refusal {
  const { dimension } = integrand;
  if (!(dimension >= 1 && dimension <= mostDimensions))
    return refusal("dimension", `there are ${dimension} dimensions, and at most ${mostDimensions} are integrated`);
  const budget = budgets[dimension - 1] as number;
  let evaluations = 0;
  const at = (memory: Float64Array): number => {
    evaluations++;
    const value = integrand.logDensity(memory, 0);
    return value < Infinity ? value : -Infinity;
  };

  const start = best([new Float64Array(dimension), ...starts], at);
  const mode = start && climbToMode(at, start);
  if (mode === undefined || !mode.converged) return refusal("no mode", "no mode was found by climbing", mode?.position);
  const position = new Float64Array(dimension);
  const under =
    (map: CubicMap) =>
    (z: Float64Array): number => {
      const slope = map.forward(z, position, 0);
      return at(position) + slope;
    };
  const piloted = pilotMap(under, mode, budget / 4);
  if (!("map" in piloted)) return refusal("too wide", "its mass spreads too far for the lattice", piloted.center);
  const { map } = piloted;

  const all = withCoordinates(functionals, dimension);
  let step = firstStep;
  let judged: Judgement | undefined;
  for (let refinement = 0; ; refinement++, step *= Math.SQRT1_2) {
    const lattice = growLattice(under(map), dimension, { step, depth: 13 + dimension, budget });
    if (!lattice.complete)
      return refusal("too wide", `it takes more than ${budget} nodes of a lattice`, map.center, map.root);
    const sums = sumLattice(lattice, map, all);
    judged = judge(sums, judged);
    const beyond = tailBeyond(sums);
    const agrees = judged.error <= tolerance;
    if (!agrees && refinement < mostRefinements) continue;
    if (!(beyond <= tailTolerance))
      return refusal(
        "heavy tail",
        "its tails are too heavy: too much lies beyond the edge of the lattice",
        map.center,
        map.root,
      );
    if (!agrees) return refusal("too rough", "finer lattices do not agree with coarser ones", map.center, map.root);
    if (otherMode(at, starts, map, lattice) !== undefined)
      return refusal("several modes", "it has several modes far from each other", map.center);
    return {
      integrand,
      map,
      lattice,
      weights: sums.weights.map((w) => w / sums.total),
      logEvidence: lattice.top + log(sums.total) + dimension * log(step),
      coordinates: part(sums.moments, 0, dimension),
      functionals: part(sums.moments, dimension, all.count),
      error: judged.error + beyond,
      evaluations,
    };
  }
}

const refusal = (obstacle: Obstacle, reason: string, center?: Float64Array, root?: Float64Array): Refusal => ({
  obstacle,
  reason,
  ...(center === undefined ? {} : { center }),
  ...(root === undefined ? {} : { root }),
});

/** The place of the highest density; nothing where it is impossible everywhere. */
function best(
  positions: readonly Float64Array[],
  logDensity: (position: Float64Array) => number,
): Float64Array | undefined {
  let [highest, value]: [Float64Array | undefined, number] = [undefined, -Infinity];
  for (const position of positions) {
    const here = logDensity(position);
    if (here > value) [highest, value] = [position, here];
  }
  return highest;
}

interface Judgement {
  readonly smooth: number;
  /** Refinements in a row that shrank the error as smooth densities do, since one did not; nothing if all did. */
  readonly fast: number | undefined;
  readonly error: number;
}

/**
 * Trusts the estimate for smooth densities, or what the last refinement lets expect where aliases fall like a power of
 * the step only, until a refinement shrinks it too little; and again after two that do not.
 */
function judge(sums: LatticeSums, before: Judgement | undefined): Judgement {
  const { smooth, rough } = aliasing(sums);
  if (before === undefined) return { smooth, fast: undefined, error: smooth };
  const shrinks = smooth / before.smooth;
  const fast = shrinks * smoothDecay > 1 ? 0 : before.fast === undefined ? undefined : before.fast + 1;
  const error = fast === undefined || fast >= 2 ? Math.max(smooth, Math.sqrt(smooth) * shrinks) : rough;
  return { smooth, fast, error };
}

const nothing: Functionals = { count: 0, at: () => undefined };

/** The coordinates themselves, then the others. */
function withCoordinates({ count, at }: Functionals, dimension: number): Functionals {
  return {
    count: dimension + count,
    at: (position, mean, variance) => {
      mean.set(position);
      if (count > 0) at(position, mean.subarray(dimension), variance.subarray(dimension));
    },
  };
}

const part = ({ mean, sd }: Moments, from: number, to: number): Moments => ({
  mean: mean.slice(from, to),
  sd: sd.slice(from, to),
});
