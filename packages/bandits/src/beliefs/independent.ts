/** Believe about arms one by one: each has a law of its own, and a reward tells of the arm that gave it only. */
import type { FixedLaw } from "./family-law.js";
import type { ArmLaw, Beliefs, Learner } from "./types.js";

/** One arm: its law's parameters, how many rewards it gave, and their sum. */
export interface ArmState<State> {
  state: State;
  trials: number;
  total: number;
}

/** Beliefs about arms that are independent, each with a law of the family `law`; reads the arms' present states. */
export function independentBeliefs<State>(law: FixedLaw<State>, arms: readonly ArmState<State>[]): Beliefs {
  const at = (arm: number): ArmState<State> => arms[arm] as ArmState<State>;
  return {
    arms: arms.length,
    drawInto(rng, out) {
      for (let i = 0; i < arms.length; i++) out[i] = law.draw(rng, at(i).state);
    },
    mean: (arm) => law.mean(at(arm).state),
    variance: (arm) => law.variance(at(arm).state),
    quantile: (arm, p) => law.quantile(p, at(arm).state),
    probabilityBest: () => Float64Array.from(law.probabilityBest(arms.map(({ state }) => state))),
    trials: (arm) => at(arm).trials,
    total: (arm) => at(arm).total,
  };
}

/** A learner with one arm for each of `priors`, all of the family `law`. */
export function independentArms<State>(law: ArmLaw<State>, priors: readonly State[]): Learner {
  const arms: ArmState<State>[] = priors.map((state) => ({ state, trials: 0, total: 0 }));
  return {
    ...independentBeliefs(law, arms),
    observe(arm, total, trials) {
      const seen = arms[arm] as ArmState<State>;
      seen.state = law.observe(seen.state, total, trials);
      seen.trials += trials;
      seen.total += total;
    },
  };
}
