/** Choose between two distributions by what is known: the law of a step that begins differently. */

import { requirementsOf } from "../distributions/composite/composite.js";
import { guardedDensity } from "../distributions/composite/guarded.js";
import { hull } from "../distributions/composite/mixture-densities.js";
import { compositeName, registerCombinator } from "../distributions/registry.js";
import { standardisationOf } from "../distributions/standardisation.js";
import type { ExprNode } from "../expr/node.js";
import { where } from "../expr/raw.js";
import type { Family, ScalarFamily, Standardisation } from "../expr/records.js";
import { binary } from "../support.js";

/** The first of two families where the first parameter is 1, else the second; then the parameters of both. */
export function eitherFamily(yes: ScalarFamily, no: ScalarFamily): ScalarFamily {
  const count = yes.parameters.length;
  const ofYes = <T>(all: readonly T[]): readonly T[] => all.slice(0, count);
  const ofNo = <T>(all: readonly T[]): readonly T[] => all.slice(count);
  const laws = [standardisationOf(yes), standardisationOf(no)];
  return {
    name: compositeName("either", [yes, no]),
    constructorName: no.constructorName,
    event: "scalar",
    parameters: [{ name: "first", support: binary }, ...yes.parameters, ...no.parameters],
    ...requirementsOf([
      { family: yes, from: 1 },
      { family: no, from: 1 + count },
    ]),
    ...(laws.includes(undefined)
      ? {}
      : { standardised: chosen(laws as [Standardisation, Standardisation], ofYes, ofNo) }),
    support: ([, ...all]) => hull([yes.support(ofYes(all), []), no.support(ofNo(all), [])]),
    logDensity: (x, first, ...all) =>
      where(first as ExprNode, guardedDensity(yes, x, ofYes(all)), guardedDensity(no, x, ofNo(all))),
    random: (rng, first, ...all) => (first === 1 ? yes.random(rng, ...ofYes(all)) : no.random(rng, ...ofNo(all))),
  };
}

type Part = <T>(all: readonly T[]) => readonly T[];

const chosen = ([yes, no]: readonly [Standardisation, Standardisation], ofYes: Part, ofNo: Part): Standardisation => {
  const pick =
    (verb: keyof Standardisation): Standardisation[typeof verb] =>
    (x, first, ...all) =>
      where(first as ExprNode, yes[verb](x, ...ofYes(all)), no[verb](x, ...ofNo(all)));
  return { value: pick("value"), residual: pick("residual"), logDensity: pick("logDensity") };
};

registerCombinator("either", ([yes, no]) => eitherFamily(yes as ScalarFamily, no as ScalarFamily) as Family);
