/** Keep one regression for each arm and read it at a context. */
import type { FixedLaw } from "../beliefs/family-law.js";
import { independentBeliefs } from "../beliefs/independent.js";
import type { Contextual } from "./types.js";

/** A regression of rewards on features that one reward updates in closed form: pure functions on plain data. */
export interface Regression<State, Marginal> {
  /** The law of the mean reward at features `x`. */
  readonly law: FixedLaw<Marginal>;
  at(state: State, x: Float64Array): Marginal;
  observe(state: State, x: Float64Array, reward: number): State;
}

/** Rewards seen from an arm. */
interface Seen {
  trials: number;
  total: number;
}

/** A contextual learner with one independent regression for each arm, all starting from `prior`. */
export function regressionArms<State, Marginal>(
  regression: Regression<State, Marginal>,
  prior: State,
  { arms, features }: { readonly arms: number; readonly features: number },
): Contextual {
  for (const [name, value] of Object.entries({ arms, features }))
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new RangeError(`${name} is ${value}; give a positive whole number`);
  const states = Array.from({ length: arms }, () => prior);
  const seen: Seen[] = Array.from({ length: arms }, () => ({ trials: 0, total: 0 }));
  return {
    arms,
    features,
    at(context) {
      const x = checkedContext(context, features);
      return independentBeliefs(
        regression.law,
        states.map((state, arm) => ({ ...(seen[arm] as Seen), state: regression.at(state, x) })),
      );
    },
    observe(arm, context, reward) {
      const [state, counts] = [states[arm], seen[arm]];
      if (state === undefined || counts === undefined)
        throw new RangeError(`there is no arm ${arm}; there are ${arms}, numbered from 0`);
      if (!Number.isFinite(reward)) throw new RangeError(`the reward of arm ${arm} is ${reward}; give a finite number`);
      states[arm] = regression.observe(state, checkedContext(context, features), reward);
      counts.trials += 1;
      counts.total += reward;
    },
  };
}

function checkedContext(context: ArrayLike<number>, features: number): Float64Array {
  const x = Float64Array.from(context);
  if (x.length !== features) throw new RangeError(`the context has ${x.length} features; give ${features}`);
  const wrong = x.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`feature ${wrong} of the context is ${x[wrong]}; give a finite number`);
  return x;
}
