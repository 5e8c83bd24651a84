/** Make one transition of Hamiltonian Monte Carlo along a path of fixed length. */
import { exp, type Rng } from "@credence/math";
import type { Stats } from "../types.js";
import { type HamiltonianLayout, type HamiltonianVectors, stateOffset } from "./operations.js";
import type { Trajectory } from "./trajectory.js";
import { MAX_ENERGY_ERROR } from "./tree.js";

/** What every transition reports; see `hmc` for their meaning. */
export const PATH_STATS: readonly string[] = [
  "logDensity",
  "energy",
  "acceptance",
  "stepSize",
  "leapfrogSteps",
  "diverging",
  "energyError",
];

/** The current draw, and two states that steps alternate between. */
export const PATH_STATES = 3;
/** Leapfrog steps at most, as many as a tree of depth 10 takes. */
const MOST_STEPS = 1023;

/** How long paths are. */
export interface FixedPath {
  /** Step size times number of steps. */
  readonly pathLength: number;
  /** Share by which each path's step size is drawn longer or shorter. */
  readonly jitter: number;
}

/**
 * Hamiltonian Monte Carlo (Duane et al. 1987; Neal, "MCMC using Hamiltonian dynamics", 2011, section 3): fresh momenta,
 * leapfrog steps, and the end accepted with probability min(1, exp(H₀ − H)). A transition reads one normal a coordinate,
 * one uniform for the step size where it is jittered, and one to accept.
 */
export function createPath(
  { pathLength, jitter }: FixedPath,
  vectors: HamiltonianVectors,
  layout: HamiltonianLayout,
  rng: Rng,
): Trajectory {
  let current = 0;
  let logDensity = 0;
  let moved = false;
  let diverged: readonly [number, number] | undefined;

  const transition = (adapted: number): Stats => {
    const start = vectors.momentum(stateOffset(layout, current), rng) - logDensity;
    const stepSize = jitter === 0 ? adapted : adapted * (1 + jitter * (2 * rng.uniform() - 1));
    const steps = Math.min(MOST_STEPS, Math.max(1, Math.round(pathLength / adapted)));
    let tip = current;
    let gain = 0;
    let energy = start;
    let taken = 0;
    diverged = undefined;
    while (taken < steps && diverged === undefined) {
      const next = tip === (current + 1) % PATH_STATES ? (current + 2) % PATH_STATES : (current + 1) % PATH_STATES;
      energy = vectors.leap(stateOffset(layout, tip), stateOffset(layout, next), stepSize) - vectors.logDensity();
      gain = start - energy;
      taken += 1;
      if (!(gain > -MAX_ENERGY_ERROR && gain < Infinity)) diverged = [tip, next];
      tip = next;
    }
    const acceptance = diverged ? 0 : gain >= 0 ? 1 : exp(gain);
    moved = rng.uniform() < acceptance;
    if (moved) {
      current = tip;
      logDensity = vectors.logDensity();
    }
    return {
      logDensity,
      energy: moved ? energy : start,
      acceptance,
      stepSize,
      leapfrogSteps: taken,
      diverging: diverged ? 1 : 0,
      energyError: moved ? -gain : 0,
    };
  };

  return {
    draw: () => current,
    logDensity: () => logDensity,
    moved: () => moved,
    divergence: () => diverged,
    setLogDensity: (value) => {
      logDensity = value;
    },
    transition,
  };
}
