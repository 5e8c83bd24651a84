/** Find a step size of the right order by doubling or halving until one leapfrog step's acceptance crosses 0.8. */
import type { Rng } from "@credence/math";
import type { HamiltonianVectors } from "../hamiltonian/operations.js";

const LOG_TARGET = -0.2231435513142097; // log 0.8
const LARGEST = 1e7;
const SMALLEST = 1e-150;

/**
 * Stan's heuristic (`base_hmc.hpp`, init_stepsize; Hoffman and Gelman 2014, algorithm 4), a fresh momentum each trial.
 *
 * @param from offset of the state to start from; its momentum is overwritten, its position is not
 * @param spare offset of a state to overwrite
 * @throws if no step between 1e-150 and 1e7 is right
 */
export function findStepSize(
  name: string,
  vectors: HamiltonianVectors,
  from: number,
  spare: number,
  logDensity: number,
  firstGuess: number,
  rng: Rng,
): number {
  /** H₀ − H after one step, −Infinity where H is not finite. */
  const gain = (stepSize: number): number => {
    const before = vectors.momentum(from, rng) - logDensity;
    const after = vectors.leap(from, spare, stepSize) - vectors.logDensity();
    return Number.isFinite(after) ? before - after : -Infinity;
  };
  const grows = gain(firstGuess) > LOG_TARGET;
  let stepSize = firstGuess;
  while (gain(stepSize) > LOG_TARGET === grows) {
    stepSize = grows ? 2 * stepSize : stepSize / 2;
    if (stepSize > LARGEST) {
      throw new Error(
        `${name}: even leapfrog steps of ${LARGEST} leave the log density as it was; the posterior may be flat in some direction: give every variable a proper prior.`,
      );
    }
    if (stepSize < SMALLEST) {
      throw new Error(
        `${name}: no leapfrog step is small enough: steps of ${SMALLEST} still change the energy; the log density may jump at the start (${logDensity}), or its gradient may be wrong: try another start.`,
      );
    }
  }
  return stepSize;
}
