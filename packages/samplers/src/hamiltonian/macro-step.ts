/** Cross a fixed span of time by as many leapfrog steps as its energy error asks for, the same number in both directions. */
import { exp } from "@credence/math";
import { type HamiltonianLayout, type HamiltonianVectors, stateOffset } from "./operations.js";

/** When leapfrog steps are halved. */
export interface Halving {
  /** Energies along a step, ends included, may differ by so much. */
  readonly maxEnergyError: number;
  /** Halvings at most; where they do not suffice the trajectory diverges. */
  readonly maxHalvings: number;
}

/** Operations whose `leap` is a macro step, and what the steps since the last `momentum` were. */
export interface MacroSteps {
  /** `leap` returns Infinity where the trajectory must end before the step. */
  readonly vectors: HamiltonianVectors;
  /** Evaluations of the gradient, those of steps that were not kept included. */
  gradients(): number;
  /** The mean of exp(−|energy error|) of the steps undivided: what the step size is tuned by. */
  acceptance(): number;
  /** Whether no halving kept the energy of the last step. */
  diverged(): boolean;
}

/**
 * The macro steps of WALNUTS (Bou-Rabee, Carpenter, Kleppe and Liu, arXiv:2506.18746): 2^k leapfrog steps of step / 2^k
 * with the least k for which energies differ by no more than `maxEnergyError`. Where fewer would do on the way back, the
 * step could not be taken from its end, and the trajectory ends before it: so every state of a trajectory is as likely to
 * make it.
 *
 * @param layout whose last state is left to the ways back
 * @param logDensity of the state that momenta are drawn for
 */
export function macroSteps(
  plain: HamiltonianVectors,
  layout: HamiltonianLayout,
  { maxEnergyError, maxHalvings }: Halving,
  logDensity: () => number,
): MacroSteps {
  const spare = stateOffset(layout, layout.stateCount - 1);
  const energies = new Float64Array(layout.stateCount);
  const slot = (state: number): number => (state - layout.states) / (4 * layout.stride);
  let steps = 0;
  let gradients = 0;
  let acceptances = 0;
  let diverged = false;
  /** Kinetic energy and log density where the last leapfrog step led. */
  let kinetic = 0;
  let density = 0;

  /** Goes in 2^halvings steps, up to the first that takes energies too far apart; whether none does. */
  const keepsEnergy = (from: number, to: number, step: number, halvings: number, energy: number): boolean => {
    const count = 1 << halvings;
    let [lowest, highest] = [energy, energy];
    for (let k = 0; k < count; k++) {
      kinetic = plain.leap(k === 0 ? from : to, to, step / count);
      density = plain.logDensity();
      gradients += 1;
      lowest = Math.min(lowest, kinetic - density);
      highest = Math.max(highest, kinetic - density);
      if (!(highest - lowest <= maxEnergyError)) return false;
    }
    return true;
  };

  /** Whether the way back takes as many halvings: none of fewer would do. */
  const reverses = (to: number, step: number, halvings: number, energy: number): boolean => {
    for (let fewer = 0; fewer < halvings; fewer++) if (keepsEnergy(to, spare, -step, fewer, energy)) return false;
    return true;
  };

  const leap = (from: number, to: number, step: number): number => {
    const begin = energies[slot(from)] as number;
    let halvings = 0;
    let kept = keepsEnergy(from, to, step, 0, begin);
    const error = Math.abs(kinetic - density - begin);
    acceptances += error < Infinity ? exp(-error) : 0;
    steps += 1;
    while (!kept && halvings < maxHalvings) kept = keepsEnergy(from, to, step, ++halvings, begin);
    diverged = !kept;
    const [reachedKinetic, reachedDensity] = [kinetic, density];
    energies[slot(to)] = kinetic - density;
    if (!kept || !reverses(to, step, halvings, kinetic - density)) return Infinity;
    density = reachedDensity;
    return reachedKinetic;
  };

  return {
    vectors: {
      ...plain,
      momentum: (state, rng) => {
        const drawn = plain.momentum(state, rng);
        energies[slot(state)] = drawn - logDensity();
        steps = 0;
        gradients = 0;
        acceptances = 0;
        diverged = false;
        return drawn;
      },
      leap,
      logDensity: () => density,
    },
    gradients: () => gradients,
    acceptance: () => acceptances / steps,
    diverged: () => diverged,
  };
}
