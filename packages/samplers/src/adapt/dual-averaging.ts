/** Steer a step size towards a target acceptance by Nesterov's dual averaging, with Stan's recursion. */
import { exp, log } from "@credence/math";

/** How strongly iterates are pulled to `mu`. */
export const GAMMA = 0.05;
/** Damps the first iterations. */
export const T0 = 10;
// KAPPA is 0.75: count^-0.75 is taken through square roots below.

/** The recursion's state, as plain data. */
export interface DualAveraging {
  /** log(10 · initial step): iterates are shrunk towards it, so that large steps are tried early. */
  readonly mu: number;
  readonly logStep: number;
  /** Weighted average of `logStep`: what to keep when adaptation ends. */
  readonly logAverage: number;
  /** Running average of target minus acceptance. */
  readonly error: number;
  readonly count: number;
}

/** Starts, or restarts, at a step size. */
export function startAveraging(stepSize: number): DualAveraging {
  const logStep = log(stepSize);
  return { mu: log(10 * stepSize), logStep, logAverage: logStep, error: 0, count: 0 };
}

/**
 * The state after a transition with acceptance statistic `acceptance` (Hoffman and Gelman, JMLR 15:1593, 2014,
 * equation 6, with γ = 0.05, t₀ = 10, κ = 0.75; Stan's `stepsize_adaptation.hpp`).
 */
export function average(state: DualAveraging, acceptance: number, target: number): DualAveraging {
  const count = state.count + 1;
  const root = Math.sqrt(count);
  const weight = 1 / (count + T0);
  const error = (1 - weight) * state.error + weight * (target - Math.min(1, acceptance));
  const logStep = state.mu - (error * root) / GAMMA;
  const share = 1 / (root * Math.sqrt(root));
  const logAverage = (1 - share) * state.logAverage + share * logStep;
  return { mu: state.mu, logStep, logAverage, error, count };
}

/** The step size to try next. */
export function currentStep(state: DualAveraging): number {
  return exp(state.logStep);
}

/** The step size to keep. */
export function averagedStep(state: DualAveraging): number {
  return exp(state.logAverage);
}
