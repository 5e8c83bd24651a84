/** Remember what follows from a posterior alone, for as long as the posterior lives: a second run does not compile again. */
import { hashPosterior } from "@credence/compiler";
import { type Choice, type Marginalized, marginalize, type Thrift } from "@credence/conjugate";
import { graphOf } from "@credence/model";
import type { AnyPosterior } from "./given.js";

/** The same function, which works once for each posterior. What it returns is shared, so it must not change. */
export function remembered<T>(make: (posterior: AnyPosterior) => T): (posterior: AnyPosterior) => T {
  const made = new WeakMap<AnyPosterior, { readonly value: T }>();
  return (posterior) => {
    const known = made.get(posterior) ?? { value: make(posterior) };
    made.set(posterior, known);
    return known.value;
  };
}

/** Names a posterior's density, variables and data. */
export const hashFor: (posterior: AnyPosterior) => string = remembered(hashPosterior);

const plansOf = remembered(() => new Map<string, Marginalized>());

/** The posterior without the chosen variables. Its laws are compiled once, too. */
export function marginalizedFor(
  posterior: AnyPosterior,
  choice: Choice = true,
  thrift: Thrift = "possible",
): Marginalized {
  const plans = plansOf(posterior);
  const key = JSON.stringify([choice, thrift]);
  const plan = plans.get(key) ?? marginalize(graphOf(posterior), choice, thrift);
  plans.set(key, plan);
  return plan;
}
