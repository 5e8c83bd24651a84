/** Approximate a posterior along several paths to its modes, and say how far the draws may be trusted. */
import { compilePosterior } from "@credence/compiler";
import type { Trace } from "@credence/draws";
import { type Rng, rng } from "@credence/math";
import type { Posterior } from "@credence/model";
import { type ApproximationOptions, approximationTrace, candidatesPerDraw } from "./approximation.js";
import { checkedPosterior, checkedSwitch, checkOptionNames, wholeNumber } from "./check.js";
import { refuseDiscreteIn } from "./climbs.js";
import type { Init } from "./options.js";
import { pathsFrom } from "./paths.js";
import { checkInit, startingPosition } from "./start.js";

/** Where paths start, and how many draws to make. */
export interface PathfinderDrawOptions<V> extends ApproximationOptions {
  /** Where the first path starts; the others are jittered. */
  init?: Init<V>;
  /** How many paths; 4 when left out. */
  paths?: number;
}

/**
 * Multi-path Pathfinder (Zhang, Carpenter, Gelman and Vehtari, JMLR 23(306), 2022, arXiv:2108.03782, algorithm 2):
 * L-BFGS climbs from several starts, the normal of highest evidence lower bound on each path is drawn from, and the draws
 * of all paths are weighed, smoothed by PSIS, and resampled. The trace's first message says by the Pareto k of the weights
 * whether they stand for the posterior. `$.options.approximation` has the figures; the stats of each draw are `logDensity`
 * and `logApproximation`.
 *
 * @throws when an option is wrong, a variable is discrete, no start has finite density, or every path fails
 */
export async function pathfinder<V, O>(
  posterior: Posterior<V, O>,
  options: PathfinderDrawOptions<V> = {},
): Promise<Trace<V>> {
  checkOptionNames("pathfinder", options, ["draws", "seed", "resample", "init", "paths", "rewrites"]);
  const startedAt = performance.now();
  const { draws = 1000, seed = 1, resample = true, init, paths = 4 } = options;
  wholeNumber("draws", draws, 10);
  wholeNumber("seed", seed, Number.MIN_SAFE_INTEGER);
  wholeNumber("paths", paths, 1);
  const any = checkedPosterior("pathfinder", posterior);
  checkInit(any, init);
  const compiled = compilePosterior(any, "unconstrained", { rewrites: checkedSwitch("rewrites", options.rewrites) });
  refuseDiscreteIn("pathfinder", compiled);
  const stream = rng(seed, "pathfinder");
  const each = Math.ceil((candidatesPerDraw * draws) / paths);
  const start = (path: number, own: Rng): Float64Array =>
    startingPosition(any, compiled, path === 0 ? init : "jitter", own).position;
  const { draws: candidates, elbos, failures, evaluations } = pathsFrom(compiled, stream, start, { paths, each });
  const failed =
    failures.length === 0 ? [] : [`pathfinder: ${failures.length} of ${paths} paths failed: ${failures[0]}`];
  return approximationTrace(any, compiled, candidates, {
    verb: "pathfinder",
    draws,
    seed,
    resample,
    stream: stream.split("resample"),
    startedAt,
    messages: failed,
    about: { elbos, evaluations },
  }) as Trace<V>;
}
