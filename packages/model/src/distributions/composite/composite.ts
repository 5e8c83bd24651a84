/** Make random variables of families that are made of others. */
import type { Rng } from "@credence/math";
import { type Axes, hasAxis, unionAxes } from "../../expr/layout.js";
import { ExprNode, typed } from "../../expr/node.js";
import type { Family, Requirement, ScalarFamily } from "../../expr/records.js";
import { rangeOfSupport } from "../../support.js";
import { checkedParameters } from "../types.js";
import type { Base } from "./consume.js";

/** A variable over these dims, whose parameters are checked. */
export function compositeVariable<T>(family: Family, args: readonly ExprNode[], axes: Axes): T {
  const nodes = checkedParameters(family, args.map(typed<never>));
  const values = rangeOfSupport(family.support(nodes, []));
  return typed(new ExprNode({ op: "random", family, event: [], nonCentered: false }, nodes, axes, values));
}

/**
 * The dims of a base, which may have been spread by over(), and of what else its composite depends on.
 * @throws TypeError when the latter varies over a dim that the base sums out.
 */
export function axesWith({ family, args, axes }: Base, others: readonly ExprNode[]): Axes {
  const summed = unionAxes(...args.map((arg) => arg.axes)).filter(({ name }) => !hasAxis(axes, name));
  const clash = unionAxes(...others.map((other) => other.axes)).find(({ name }) => hasAxis(summed, name));
  if (clash !== undefined)
    throw new TypeError(
      `${family.constructorName} sums over "${clash.name}": what is applied to it may not vary over it`,
    );
  return unionAxes(axes, ...others.map((other) => other.axes));
}

/** Parameters of a base that the family made of it has among its own. */
export interface Slice {
  readonly family: Family;
  readonly from: number;
}

/** What the bases require of their parameters, and what is required besides. */
export function requirementsOf(slices: readonly Slice[], own?: Requirement): { readonly requires?: Requirement } {
  const all = slices.flatMap(({ family: { requires, parameters }, from }): Requirement[] =>
    requires === undefined
      ? []
      : [{ text: requires.text, holds: (...p) => requires.holds(...p.slice(from, from + parameters.length)) }],
  );
  const every = own === undefined ? all : [...all, own];
  if (every.length === 0) return {};
  const text = [...new Set(every.map((each) => each.text))].join(" and ");
  return { requires: { text, holds: (...p) => every.map((each) => each.holds(...p)).reduce((a, b) => a.mul(b)) } };
}

/** A value of a parameter where a draw is made: a row of them, if the family draws along a dim. */
export type Drawn = number | Float64Array;
/** Draws from a base whichever way it takes its parameters. */
export type Draw = (rng: Rng, ...parameters: readonly Drawn[]) => number;
export const drawOf = (family: Family): Draw => (family as ScalarFamily).random as unknown as Draw;
/** A parameter that does not vary along the row. */
export const single = (x: Drawn): number => (typeof x === "number" ? x : (x[0] as number));
