/** Offer the no-U-turn sampler: the tree, its warmup and its options as one value. */
import type { Rng } from "@credence/math";
import { writeGradientMetric } from "../adapt/metric.js";
import { type WarmupState, warmup } from "../adapt/warmup.js";
import {
  requireContinuous,
  requireCount,
  requireFinite,
  requirePosition,
  requireTune,
  resolveOptions,
} from "../check.js";
import { stateOffset } from "../hamiltonian/operations.js";
import { phaseSpace } from "../hamiltonian/space.js";
import { createTree, TREE_STATS, treeStates, treeSums } from "../hamiltonian/tree.js";
import type { Adaptation, Chain, Sampler, Target, Tuning } from "../types.js";

/** What may be chosen. */
export interface NutsOptions {
  /** Acceptance statistic that the step size is tuned to, in (0, 1); 0.9 or more where there are divergences. */
  readonly targetAccept?: number;
  /** Doublings at most, 1 to 20: a draw takes up to 2^maxTreeDepth − 1 leapfrog steps. */
  readonly maxTreeDepth?: number;
}

/** What serves where nothing is chosen, as in Stan and PyMC. */
export const NUTS_DEFAULTS: Required<NutsOptions> = { targetAccept: 0.8, maxTreeDepth: 10 };

/** What `nuts` chains tell of their adaptation. */
export interface NutsTuning {
  readonly stepSize: number;
  /** The diagonal of M⁻¹, one entry a coordinate. */
  readonly metric: readonly number[];
}

/**
 * Multinomial NUTS with a diagonal metric (Betancourt, arXiv:1701.02434), adapted as in nutpie (arXiv:2603.18845).
 *
 * Stats of each draw: `logDensity`; `energy` H of the draw and its momentum; `acceptance`, the mean of
 * min(1, exp(H₀ − H)) over all leapfrog steps; `stepSize`; `treeDepth`, the doublings kept; `leapfrogSteps`;
 * `diverging`, 1 where the energy error passed 1,000 or was not finite; `energyError` H − H₀ of the draw; `depthHit`,
 * 1 where only `maxTreeDepth` ended the trajectory.
 *
 * @throws if an option lies outside its range; a chain's start throws where the log density or gradient is not finite
 */
export function nuts(options: NutsOptions = {}): Sampler<"continuous"> {
  const resolved = resolveOptions("nuts", NUTS_DEFAULTS, options);
  const { targetAccept, maxTreeDepth } = resolved;
  if (!(targetAccept > 0 && targetAccept < 1)) {
    throw new Error(
      `nuts: targetAccept must lie between 0 and 1 (0.8 is usual, 0.95 careful), but it is ${targetAccept}.`,
    );
  }
  requireCount("nuts", "maxTreeDepth", maxTreeDepth, 1, 20);
  return {
    name: "nuts",
    scope: "continuous",
    options: resolved,
    stats: TREE_STATS,
    start: (target, position, rng, tune, tuning, adaptation) =>
      startChain(resolved, target, position, rng, tune, tuning, adaptation),
  };
}

function startChain(
  { targetAccept, maxTreeDepth }: Required<NutsOptions>,
  target: Target,
  position: ArrayLike<number>,
  rng: Rng,
  tune: number,
  tuning: Tuning | undefined,
  from: Adaptation | undefined,
): Chain {
  requireContinuous("nuts", target);
  requirePosition("nuts", target, position);
  requireTune("nuts", tune);
  const space = phaseSpace(target, treeStates(maxTreeDepth), treeSums(maxTreeDepth));
  const { layout, vectors, metric, positions, gradients } = space;
  const tree = createTree(vectors, layout, maxTreeDepth, rng);
  const current = (): Float64Array => positions[tree.draw()] as Float64Array;
  const gradient = (): Float64Array => gradients[tree.draw()] as Float64Array;

  const refresh = (): void => {
    const logDensity = vectors.evaluate(stateOffset(layout, tree.draw()));
    requireFinite("nuts", logDensity, gradient());
    tree.setLogDensity(logDensity);
  };

  current().set(position);
  refresh();
  const given = readTuning(tuning, target.dimension);
  if (given.metric) metric.set(given.metric);
  else if (tune > 0) writeGradientMetric(gradient(), metric);
  const adaptation = warmup(space, tree, rng, tune, targetAccept, given.stepSize, from as WarmupState | undefined);

  return {
    get position() {
      return current();
    },
    get logDensity() {
      return tree.logDensity();
    },
    step: () => {
      const stats = tree.transition(adaptation.stepSize());
      adaptation.learn(stats, tree.moved());
      return stats;
    },
    refresh,
    tuning: () => ({ stepSize: adaptation.stepSize(), metric: Array.from(metric) }) satisfies NutsTuning,
    adaptation: adaptation.state,
  };
}

function readTuning(tuning: Tuning | undefined, dimension: number): Partial<NutsTuning> {
  const { stepSize, metric } = (tuning ?? {}) as Partial<NutsTuning>;
  if (stepSize !== undefined && !(stepSize > 0 && stepSize < Infinity)) {
    throw new Error(`nuts: tuning.stepSize must be positive, but it is ${stepSize}.`);
  }
  if (
    metric !== undefined &&
    !(metric.length === dimension && metric.every((value) => value > 0 && value < Infinity))
  ) {
    throw new Error(`nuts: tuning.metric must hold ${dimension} positive variances, but it is [${metric.join(", ")}].`);
  }
  return { ...(stepSize !== undefined && { stepSize }), ...(metric !== undefined && { metric }) };
}
