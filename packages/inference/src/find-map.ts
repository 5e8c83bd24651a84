/** Find the posterior mode by L-BFGS from several starts, on a stated scale. */
import { type CompiledPosterior, compilePosterior, type Scale } from "@credence/compiler";
import { type Cell, cellOf, nest, type Point } from "@credence/draws";
import { type LbfgsResult, rng } from "@credence/math";
import type { Posterior } from "@credence/model";
import { checkedPosterior, checkedSwitch, checkOptionNames, wholeNumber } from "./check.js";
import { climbs } from "./climbs.js";
import type { AnyPosterior } from "./given.js";
import type { Init } from "./options.js";
import { quantitiesAt } from "./quantities.js";
import { checkInit } from "./start.js";

/** Where and how to look for the mode. */
export interface FindMapOptions<V> {
  /** Where the first climb starts; the others are jittered. */
  init?: Init<V>;
  /**
   * What the mode is a mode of: the density of the values themselves ("constrained", the default, no Jacobian), or
   * that of the unconstrained positions ("unconstrained", with the Jacobian, where a Laplace approximation is made).
   */
  scale?: Scale;
  /** How many climbs; the highest end wins. */
  starts?: number;
  seed?: number;
  /** Whether sums over data may be rewritten so that they cost less (true, the default); the density is the same. */
  rewrites?: boolean;
}

/** What became of the search. */
export interface MapInfo {
  /** Log density at the mode, on the scale. */
  readonly logDensity: number;
  readonly scale: Scale;
  /** Whether the climb that won ended at a point with (nearly) no slope. */
  readonly converged: boolean;
  /** Why it ended, in words. */
  readonly reason: string;
  /** Log densities at the ends of all climbs, in order of their starts. */
  readonly ends: readonly number[];
  readonly evaluations: number;
}

/** A point with the mode's values by name, and how it was found under `$`. */
export type Mode<V> = Point<V> & { readonly $: MapInfo };

export const findMapDefaults: { readonly scale: Scale; readonly starts: number; readonly seed: number } = {
  scale: "constrained",
  starts: 4,
  seed: 1,
};

/**
 * The point of highest posterior density: L-BFGS (Liu and Nocedal 1989) from several starts.
 * Derived quantities are given at the mode too.
 *
 * @throws when an option is wrong, a variable is discrete, or no start has finite density.
 */
export async function findMap<V, O>(posterior: Posterior<V, O>, options: FindMapOptions<V> = {}): Promise<Mode<V>> {
  checkOptionNames("findMap", options, ["init", "rewrites", ...Object.keys(findMapDefaults)]);
  const { scale, starts, seed, init } = { ...findMapDefaults, ...options };
  checkScale(scale);
  const any = checkedPosterior("findMap", posterior);
  checkInit(any, init);
  const compiled = compilePosterior(any, scale, { rewrites: checkedSwitch("rewrites", options.rewrites) });
  const stream = rng(wholeNumber("seed", seed, Number.MIN_SAFE_INTEGER), "map");
  const found = climbs("findMap", any, compiled, { init, starts: wholeNumber("starts", starts, 1), stream });
  return modeOf<V>(any, compiled, found.best, found.all, scale);
}

function checkScale(scale: Scale): void {
  if (scale !== "constrained" && scale !== "unconstrained")
    throw new RangeError(`option scale is ${JSON.stringify(scale)}; it must be "constrained" or "unconstrained"`);
}

function modeOf<V>(
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  best: LbfgsResult,
  all: readonly LbfgsResult[],
  scale: Scale,
): Mode<V> {
  const entries = quantitiesAt(posterior, compiled, best.x).map(({ name, axes, values }): [string, Cell<string>] => [
    name,
    cellOf(axes, values),
  ]);
  const info: MapInfo = {
    logDensity: -best.value,
    scale,
    converged: best.converged,
    reason: best.reason,
    ends: all.map(({ value }) => -value),
    evaluations: all.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
  return { ...nest(entries), $: info } as unknown as Mode<V>;
}
