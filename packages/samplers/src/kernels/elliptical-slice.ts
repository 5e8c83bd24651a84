/** Offer elliptical slice sampling of variables with a normal prior: no gradients, no tuning, no rejected draws. */
import { cos, log, type Rng, sin } from "@credence/math";
import { requireContinuous, requireFinite, requirePosition, requireTune } from "../check.js";
import { ours } from "../ours.js";
import type { Chain, Sampler, Stats, Target } from "../types.js";

const fullTurn = 2 * Math.PI;

/**
 * Elliptical slice sampling (Murray, Adams and MacKay, AISTATS 2010, figure 2): an ellipse through the current point and a
 * draw from the normal prior, and on it a bracket of angles that shrinks towards the current point until the likelihood
 * lies on the slice. It moves all coordinates together, which suits latent functions whose prior correlates them strongly
 * and whose data say little of each. Nothing is tuned. Stats of each draw: `logDensity`; `evaluations`; `angle`, by
 * which the point went around.
 *
 * @throws where a chain starts whose target does not tell a normal prior
 */
export function ellipticalSlice(): Sampler<"continuous"> {
  return ours({
    name: "ellipticalSlice",
    scope: "continuous",
    needs: "normalPrior",
    options: {},
    stats: ["logDensity", "evaluations", "angle"],
    start: startChain,
  });
}

function startChain(target: Target, start: ArrayLike<number>, rng: Rng, tune: number): Chain {
  const name = target.name === undefined ? "ellipticalSlice" : `ellipticalSlice for \`${target.name}\``;
  requireContinuous(name, target);
  requirePosition(name, target, start);
  requireTune(name, tune);
  const { dimension, normalPrior } = target;
  if (normalPrior === undefined)
    throw new Error(`${name}: there is no normal prior to draw ellipses from: give it slice() or nuts()`);
  const memory = target.allocate?.(dimension) ?? new Float64Array(dimension);
  const position = memory.subarray(0, dimension);
  position.set(start);
  const [here, prior, trial] = [0, 1, 2].map(() => new Float64Array(dimension)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let logDensity = 0;

  /** The log likelihood, up to what does not depend on the coordinates: the log density without the prior's. */
  const likelihood = (density: number, z: Float64Array): number => density + 0.5 * z.reduce((sum, v) => sum + v * v, 0);

  /** Reads the stream in this order: the prior's draw, the level, the first angle, then the angles of the bracket. */
  const step = (): Stats => {
    normalPrior.standardise(memory, 0, here);
    for (let i = 0; i < dimension; i++) prior[i] = rng.normal();
    const level = likelihood(logDensity, here) + log(1 - rng.uniform());
    let angle = fullTurn * rng.uniform();
    let [low, high] = [angle - fullTurn, angle];
    for (let evaluations = 1; ; evaluations++) {
      const [c, s] = [cos(angle), sin(angle)];
      for (let i = 0; i < dimension; i++) trial[i] = (here[i] as number) * c + (prior[i] as number) * s;
      normalPrior.restore(trial, memory, 0);
      const density = target.logDensity(memory, 0);
      if (likelihood(density, trial) >= level) {
        logDensity = density;
        return { logDensity, evaluations, angle };
      }
      if (angle === 0)
        throw new Error(`${name}: the log density at the current position changed between two evaluations`);
      if (angle < 0) low = angle;
      else high = angle;
      angle = low + (high - low) * rng.uniform();
    }
  };

  const refresh = (): void => {
    logDensity = target.logDensity(memory, 0);
    requireFinite(name, logDensity);
  };
  refresh();

  return {
    position,
    get logDensity() {
      return logDensity;
    },
    step,
    refresh,
    tuning: () => ({}),
    adaptation: () => undefined,
  };
}
