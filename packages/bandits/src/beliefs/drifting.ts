/** Believe in success rates that drift: an arm that is not shown is known ever less, so that it is tried again by itself. */
import type { DriftFilter, FilterOptions, Jacobi } from "@credence/drift";
import { type ArmState, independentBeliefs } from "./independent.js";
import { probabilityBest } from "./probability-best.js";
import type { ArmLaw, Learner } from "./types.js";

/** What a policy reads of a filter. */
const filterLaw: Omit<ArmLaw<DriftFilter>, "observe"> = {
  name: "drift",
  draw: (rng, filter) => filter.draw(rng),
  mean: (filter) => filter.mean(),
  variance: (filter) => filter.variance(),
  cdf: (x, filter) => filter.cdf(x),
  quantile: (p, filter) => filter.quantile(p),
  upperQuantile: (q, filter) => filter.quantile(1 - q),
  probabilityBest: (filters) => probabilityBest(filterLaw, filters),
};

/** A learner whose arms move as time passes. */
export interface DriftingLearner extends Learner {
  /** Lets time pass for all arms, in the unit of the process's rate. */
  elapse(dt: number): void;
}

/**
 * Arms whose success rates each follow `process` on their own. Judge a policy on them by its dynamic regret.
 *
 * @param arms how the filter of each arm starts; `{}` is the stationary law, and the engine "moments" is the fast one
 */
export function driftingArms(process: Jacobi, arms: readonly FilterOptions[]): DriftingLearner {
  const states: ArmState<DriftFilter>[] = arms.map((options) => ({
    state: process.filter(options),
    trials: 0,
    total: 0,
  }));
  return {
    ...independentBeliefs(filterLaw, states),
    observe(arm, total, trials) {
      const seen = states[arm] as ArmState<DriftFilter>;
      seen.state.update(total, trials);
      seen.trials += trials;
      seen.total += total;
    },
    elapse(dt) {
      for (const { state } of states) state.predict(dt);
    },
  };
}
