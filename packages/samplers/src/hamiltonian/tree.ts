/** Make one multinomial NUTS transition at a given step size and metric, growing the tree iteratively without copies. */
import { exp, type Rng } from "@credence/math";
import type { Stats } from "../types.js";
import { type HamiltonianLayout, type HamiltonianVectors, stateOffset } from "./operations.js";
import type { Trajectory } from "./trajectory.js";

/** Energy errors beyond this end the trajectory as a divergence (Stan's and PyMC's value). */
export const MAX_ENERGY_ERROR = 1000;

/** Logarithms of weights beyond this would overflow: all weights are then counted in a larger unit. */
const LARGEST_LOG_WEIGHT = 600;

/** What a transition adds up, by its place: H₀, acceptance probabilities, the trajectory's weight, and the log of the unit of weights. */
const [START_ENERGY, ACCEPTANCE, WEIGHT, LOG_UNIT] = [0, 1, 2, 3];

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
 * turn. Subtrees draw by weight exp(H₀ − H), the trajectory prefers the newer half (biased progressive
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
  let fresh = 0;
  let first = 0;
  let current = 0;
  let moved = false;

  // The stack of complete subtrees that wait for their right neighbours, by position.
  const starts = new Int32Array(maxTreeDepth + 1);
  const ends = new Int32Array(maxTreeDepth + 1);
  const proposals = new Int32Array(maxTreeDepth + 1);
  const momentumSums = new Int32Array(maxTreeDepth + 1);
  const weights = new Float64Array(maxTreeDepth + 1);

  const totals = new Float64Array(4);
  let leapfrogSteps = 0;
  let diverging = 0;
  let divergedTo = 0;
  let tip = 0;

  const offset = (state: number): number => stateOffset(layout, state);

  const release = (state: number): void => {
    references[state] = (references[state] as number) - 1;
    if (references[state] === 0) free[freeCount++] = state;
  };

  /** A state that nobody holds: one that was given back, or the next that was never lent. */
  const lend = (): number => {
    if (freeCount > 0) return free[--freeCount] as number;
    if (fresh === first) fresh += 1;
    return fresh++;
  };

  const begin = (): void => {
    freeCount = 0;
    fresh = 0;
    first = current;
    references[current] = 3;
    const energy = vectors.momentum(offset(current), rng) - (logDensities[current] as number);
    energies[current] = energy;
    totals[START_ENERGY] = energy;
    totals[ACCEPTANCE] = 0;
    totals[WEIGHT] = 1;
    totals[LOG_UNIT] = 0;
    leapfrogSteps = 0;
    diverging = 0;
    moved = false;
  };

  /** Counts weights in a larger unit, as where a chain falls towards the mode from far away. */
  const rescale = (logUnit: number, top: number): void => {
    const factor = exp((totals[LOG_UNIT] as number) - logUnit);
    for (let node = 0; node < top; node++) weights[node] = (weights[node] as number) * factor;
    totals[WEIGHT] = (totals[WEIGHT] as number) * factor;
    totals[LOG_UNIT] = logUnit;
  };

  /** One leapfrog step from the tip becomes the node at `top`; false when it diverges. */
  const addLeaf = (top: number, step: number): boolean => {
    const state = lend();
    references[state] = 3;
    const kinetic = vectors.leap(offset(tip), offset(state), step);
    const logDensity = vectors.logDensity();
    const energy = kinetic - logDensity;
    const logWeight = (totals[START_ENERGY] as number) - energy;
    leapfrogSteps += 1;
    if (!(logWeight > -MAX_ENERGY_ERROR && logWeight < Infinity)) {
      diverging = 1;
      divergedTo = state;
      return false;
    }
    if (logWeight - (totals[LOG_UNIT] as number) > LARGEST_LOG_WEIGHT) rescale(logWeight, top);
    const unit = totals[LOG_UNIT] as number;
    const weight = exp(logWeight - unit);
    totals[ACCEPTANCE] = (totals[ACCEPTANCE] as number) + (logWeight >= 0 ? 1 : unit === 0 ? weight : exp(logWeight));
    logDensities[state] = logDensity;
    energies[state] = energy;
    tip = state;
    starts[top] = state;
    ends[top] = state;
    proposals[top] = state;
    momentumSums[top] = offset(state) + 2 * stride;
    weights[top] = weight;
    return true;
  };

  /** Joins the nodes at `left` and `left + 1`; false when the joined one turns. */
  const joinNodes = (left: number): boolean => {
    const right = left + 1;
    const whole = (weights[left] as number) + (weights[right] as number);
    if (rng.uniform() * whole < (weights[right] as number)) {
      release(proposals[left] as number);
      proposals[left] = proposals[right] as number;
    } else release(proposals[right] as number);
    weights[left] = whole;

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
    let depth = 0;
    let goesOn = true;
    while (goesOn && depth < maxTreeDepth) {
      const forward = rng.uniform() >= 0.5;
      const near = forward ? front : back;
      const far = forward ? back : front;
      goesOn = grow(near, depth, forward ? stepSize : -stepSize);
      if (!goesOn) break;
      depth += 1;

      const proposal = proposals[0] as number;
      if (rng.uniform() * (totals[WEIGHT] as number) < (weights[0] as number)) {
        release(current);
        current = proposal;
        moved = true;
      } else release(proposal);
      totals[WEIGHT] = (totals[WEIGHT] as number) + (weights[0] as number);

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
      acceptance: (totals[ACCEPTANCE] as number) / leapfrogSteps,
      stepSize,
      treeDepth: depth,
      leapfrogSteps,
      diverging,
      energyError: energy - (totals[START_ENERGY] as number),
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
