/** Approximate a posterior by the normal around its mode, and say how far it may be trusted. */
import { compilePosterior } from "@credence/compiler";
import type { Trace } from "@credence/draws";
import { rng } from "@credence/math";
import type { Posterior } from "@credence/model";
import { type ApproximationOptions, approximationTrace, candidatesPerDraw } from "./approximation.js";
import { checkedPosterior, checkedSwitch, checkOptionNames, wholeNumber } from "./check.js";
import { climbs } from "./climbs.js";
import { curvatureAt, normalAround } from "./curvature.js";
import type { Init } from "./options.js";
import { checkInit } from "./start.js";

/** Where to look for the mode, and how many draws to make. */
export interface LaplaceOptions<V> extends ApproximationOptions {
  /** Where the first climb starts; the others are jittered. */
  init?: Init<V>;
  /** How many climbs; the highest end wins. 4 when left out. */
  starts?: number;
}

/**
 * Laplace's approximation: the normal on the unconstrained scale around the mode (Jacobians included), with the inverse
 * of the curvature there as its covariance. Draws are weighed by the posterior's density over the normal's, smoothed by
 * PSIS, and resampled; the trace's first message says by the Pareto k of the weights whether they stand for the posterior
 * (Vehtari et al., arXiv:1507.02646). `$.options.approximation` has the figures; the stats of each draw are `logDensity`
 * and `logApproximation`.
 *
 * @throws when an option is wrong, a variable is discrete, no start has finite density, or the density does not fall in
 *   every direction from where the climbs end
 */
export async function laplace<V, O>(posterior: Posterior<V, O>, options: LaplaceOptions<V> = {}): Promise<Trace<V>> {
  checkOptionNames("laplace", options, ["draws", "seed", "resample", "init", "starts", "rewrites"]);
  const startedAt = performance.now();
  const { draws = 1000, seed = 1, resample = true, init, starts = 4 } = options;
  wholeNumber("draws", draws, 10);
  wholeNumber("seed", seed, Number.MIN_SAFE_INTEGER);
  const any = checkedPosterior("laplace", posterior);
  checkInit(any, init);
  const compiled = compilePosterior(any, "unconstrained", { rewrites: checkedSwitch("rewrites", options.rewrites) });
  const stream = rng(seed, "laplace");
  const { best } = climbs("laplace", any, compiled, {
    init,
    starts: wholeNumber("starts", starts, 1),
    stream: stream.split("climbs"),
  });
  const { dimension } = compiled;
  const normal = normalAround("laplace", compiled, best.x, curvatureAt(compiled, best.x));
  const count = candidatesPerDraw * draws;
  const positions = new Float64Array(count * dimension);
  const logDensities = new Float64Array(count);
  const own = stream.split("draws");
  const logApproximations = Float64Array.from({ length: count }, (_, i) => {
    const position = positions.subarray(i * dimension, (i + 1) * dimension);
    const value = normal.draw(own, position);
    logDensities[i] = compiled.logDensity(position, 0);
    return value;
  });
  return approximationTrace(
    any,
    compiled,
    { positions, logDensities, logApproximations },
    {
      verb: "laplace",
      draws,
      seed,
      resample,
      stream: stream.split("resample"),
      startedAt,
      messages: best.converged ? [] : [`laplace: the climb to the mode did not settle: ${best.reason}`],
      about: { logDensityAtMode: -best.value, laplaceLogEvidence: normal.logVolume - best.value },
    },
  ) as Trace<V>;
}
