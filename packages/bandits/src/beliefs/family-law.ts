/** Read the law of an arm's mean reward off a family of the language, given by name. */
import type { Rng } from "@credence/math";
import { familyNamed, type ScalarFamily } from "@credence/model";
import { probabilityBest } from "./probability-best.js";
import type { ArmLaw } from "./types.js";

/** A law that no reward moves: what is believed at one context, say. */
export type FixedLaw<State> = Omit<ArmLaw<State>, "observe">;

/**
 * The law of family `name` whose parameters, in the family's order, are read off a state.
 * @throws TypeError for a family without mean, variance, cdf or quantiles
 */
export function familyLaw<State>(name: string, parameters: (state: State) => readonly number[]): FixedLaw<State> {
  const { random, mean, variance, cdf, quantile, upperQuantile } = familyNamed(name) as ScalarFamily;
  if (!mean || !variance || !cdf || !quantile || !upperQuantile)
    throw new TypeError(`${name} does not give its mean, variance, cdf and quantiles, which policies read`);
  const law = {
    name,
    draw: (rng: Rng, state: State) => random(rng, ...parameters(state)),
    mean: (state: State) => mean(...parameters(state)),
    variance: (state: State) => variance(...parameters(state)),
    cdf: (x: number, state: State) => cdf(x, ...parameters(state)),
    quantile: (p: number, state: State) => quantile(p, ...parameters(state)),
    upperQuantile: (q: number, state: State) => upperQuantile(q, ...parameters(state)),
  };
  return { ...law, probabilityBest: (states) => probabilityBest(law, states) };
}
