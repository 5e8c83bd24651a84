/** Make one multinomial NUTS transition at a given step size and metric, growing the tree iteratively without copies. */
import { exp, log, type Rng } from "@credence/math";
import type { Stats } from "../types.js";
import { type HamiltonianLayout, type HamiltonianVectors, stateOffset } from "./operations.js";
import type { Trajectory } from "./trajectory.js";

/** Energy errors beyond this end the trajectory as a divergence (Stan's and PyMC's value). */
export const MAX_ENERGY_ERROR = 1000;

/** What every transition reports; see `nuts` for their meaning. */
export const TREE_STATS: readonly string[] = [
  "logDensity",
  "energy",
  "acceptance",
  "stepSize",
  "treeDepth",
  "leapfrogSteps",
  "diverging",
  "energyError",
  "depthHit",
];

/** States that can be alive at once: start, end and proposal of each node on the stack and of the trajectory. */
export function treeStates(maxTreeDepth: number): number {
  return 3 * (maxTreeDepth + 2);
}

/** Momentum sums: one a node on the stack, one for the trajectory. */
export function treeSums(maxTreeDepth: number): number {
  return maxTreeDepth + 2;
}

/**
 * Multinomial NUTS (Betancourt, arXiv:1701.02434, appendix A; Stan's `base_nuts.hpp`): trajectories double until they
 * turn. Subtrees draw uniformly by weight exp(H₀ − H), the trajectory prefers the newer half (biased progressive
 * sampling), and a subtree that turns or diverges is rejected whole.
 *
 * States are lent from a pool and counted, so that nodes share them: a leaf is start, end and proposal of its node.
 *
 * A transition reads the stream in this order: one normal a coordinate; then for each doubling one uniform for its
 * direction (forward from 0.5), one for each join inside the new subtree, in the order in which the joins complete, and,
 * if the subtree was kept, one for the choice between old trajectory and subtree.
 */
export function createTree(vectors: HamiltonianVectors, layout: HamiltonianLayout, rng: Rng): Trajectory {
  const { stride, stateCount, sums, sumCount } = layout;
  const maxTreeDepth = sumCount - 2;
  const trajectorySum = sums + (sumCount - 1) * stride;

  const logDensities = new Float64Array(stateCount);
  const energies = new Float64Array(stateCount);
  const references = new Int32Array(stateCount);
  const free = new Int32Array(stateCount);
  let freeCount = 0;
  let current = 0;
  let moved = false;

  // The stack of complete subtrees that wait for their right neighbours, by position.
  const starts = new Int32Array(maxTreeDepth + 1);
  const ends = new Int32Array(maxTreeDepth + 1);
  const proposals = new Int32Array(maxTreeDepth + 1);
  const momentumSums = new Int32Array(maxTreeDepth + 1);
  const logWeights = new Float64Array(maxTreeDepth + 1);

  /** Energy at the start, and the sum of acceptance probabilities so far. */
  const totals = new Float64Array(2);
  let leapfrogSteps = 0;
  let diverging = 0;
  let divergedTo = 0;
  let tip = 0;

  const offset = (state: number): number => stateOffset(layout, state);

  const release = (state: number): void => {
    references[state] = (references[state] as number) - 1;
    if (references[state] === 0) free[freeCount++] = state;
  };

  const begin = (): void => {
    freeCount = 0;
    for (let state = 0; state < stateCount; state++) if (state !== current) free[freeCount++] = state;
    references[current] = 3;
    const energy = vectors.momentum(offset(current), rng) - (logDensities[current] as number);
    energies[current] = energy;
    totals[0] = energy;
    totals[1] = 0;
    leapfrogSteps = 0;
    diverging = 0;
    moved = false;
  };

  /** One leapfrog step from the tip becomes the node at `top`; false when it diverges. */
  const addLeaf = (top: number, step: number): boolean => {
    const state = free[--freeCount] as number;
    references[state] = 3;
    const kinetic = vectors.leap(offset(tip), offset(state), step);
    const logDensity = vectors.logDensity();
    const energy = kinetic - logDensity;
    const logWeight = (totals[0] as number) - energy;
    leapfrogSteps += 1;
    if (!(logWeight > -MAX_ENERGY_ERROR && logWeight < Infinity)) {
      diverging = 1;
      divergedTo = state;
      return false;
    }
    totals[1] = (totals[1] as number) + (logWeight >= 0 ? 1 : exp(logWeight));
    logDensities[state] = logDensity;
    energies[state] = energy;
    tip = state;
    starts[top] = state;
    ends[top] = state;
    proposals[top] = state;
    momentumSums[top] = offset(state) + 2 * stride;
    logWeights[top] = logWeight;
    return true;
  };

  /** Joins the nodes at `left` and `left + 1`; false when the joined one turns. */
  const joinNodes = (left: number): boolean => {
    const right = left + 1;
    const gain = (logWeights[right] as number) - (logWeights[left] as number);
    const ratio = exp(-Math.abs(gain));
    if (rng.uniform() < (gain >= 0 ? 1 : ratio) / (1 + ratio)) {
      release(proposals[left] as number);
      proposals[left] = proposals[right] as number;
    } else release(proposals[right] as number);
    logWeights[left] = (logWeights[gain >= 0 ? right : left] as number) + log(1 + ratio);

    const sum = sums + left * stride;
    const goesOn = vectors.join(
      sum,
      momentumSums[left] as number,
      momentumSums[right] as number,
      offset(starts[left] as number),
      offset(ends[left] as number),
      offset(starts[right] as number),
      offset(ends[right] as number),
    );
    release(ends[left] as number);
    release(starts[right] as number);
    ends[left] = ends[right] as number;
    momentumSums[left] = sum;
    return goesOn;
  };

  /** Grows a subtree of 2^depth leaves into node 0, as a binary counter carries; false when it turns or diverges. */
  const grow = (from: number, depth: number, step: number): boolean => {
    tip = from;
    let top = -1;
    for (let leaf = 1; leaf <= 1 << depth; leaf++) {
      top += 1;
      if (!addLeaf(top, step)) return false;
      for (let pair = leaf; (pair & 1) === 0; pair >>= 1) {
        top -= 1;
        if (!joinNodes(top)) return false;
      }
    }
    return true;
  };

  const transition = (stepSize: number): Stats => {
    begin();
    let back = current;
    let front = current;
    let sum = offset(current) + 2 * stride;
    let logWeight = 0;
    let depth = 0;
    let goesOn = true;
    while (goesOn && depth < maxTreeDepth) {
      const forward = rng.uniform() >= 0.5;
      const near = forward ? front : back;
      const far = forward ? back : front;
      goesOn = grow(near, depth, forward ? stepSize : -stepSize);
      if (!goesOn) break;
      depth += 1;

      const gain = (logWeights[0] as number) - logWeight;
      const ratio = exp(-Math.abs(gain));
      const proposal = proposals[0] as number;
      if (rng.uniform() < (gain >= 0 ? 1 : ratio)) {
        release(current);
        current = proposal;
        moved = true;
      } else release(proposal);
      logWeight = (gain >= 0 ? (logWeights[0] as number) : logWeight) + log(1 + ratio);

      const start = starts[0] as number;
      const end = ends[0] as number;
      goesOn = vectors.join(
        trajectorySum,
        sum,
        momentumSums[0] as number,
        offset(far),
        offset(near),
        offset(start),
        offset(end),
      );
      sum = trajectorySum;
      release(near);
      release(start);
      if (forward) front = end;
      else back = end;
    }
    const energy = energies[current] as number;
    return {
      logDensity: logDensities[current] as number,
      energy,
      acceptance: (totals[1] as number) / leapfrogSteps,
      stepSize,
      treeDepth: depth,
      leapfrogSteps,
      diverging,
      energyError: energy - (totals[0] as number),
      depthHit: goesOn ? 1 : 0,
    };
  };

  return {
    draw: () => current,
    logDensity: () => logDensities[current] as number,
    moved: () => moved,
    divergence: () => (diverging === 1 ? [tip, divergedTo] : undefined),
    setLogDensity: (value) => {
      logDensities[current] = value;
    },
    transition,
  };
}
