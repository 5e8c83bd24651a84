/** Take the distribution out of a random variable: as an argument of another distribution it is no variable any more. */
import type { Axes } from "../../expr/layout.js";
import { type ExprNode, nodeOf } from "../../expr/node.js";
import type { Family } from "../../expr/records.js";
import type { Node, Real } from "../../expr/types.js";

/** A family with parameters, and the dims that its variable had. */
export interface Base {
  readonly family: Family;
  readonly args: readonly ExprNode[];
  readonly axes: Axes;
}

/** By which constructor a variable was consumed. */
const consumed = new WeakMap<ExprNode, string>();

/** The constructor that consumed a variable, if one did. */
export const consumerOf = (node: ExprNode): string | undefined => consumed.get(node);

/**
 * The distribution of a variable, which `consumer` takes.
 * @throws TypeError for what is no single number with a density or a mass of its own, or was consumed before.
 */
export function consume(x: Node<string, Real>, consumer: string): Base {
  const node = nodeOf(x);
  const { operation, args, axes } = node;
  if (operation.op !== "random")
    throw new TypeError(`${consumer} takes a distribution such as normal(0, 1), and got an expression that is none`);
  const { family, nonCentered, constraint } = operation;
  const problem = unfit(family, nonCentered, constraint !== undefined);
  if (problem !== undefined) throw new TypeError(`${consumer} cannot take ${family.constructorName}: ${problem}`);
  markConsumed(node, consumer);
  return { family, args, axes };
}

/**
 * Notes that `consumer` took the distribution of a random variable.
 * @throws TypeError when it was taken before.
 */
export function markConsumed(node: ExprNode, consumer: string): void {
  const { operation } = node;
  const name = operation.op === "random" ? operation.family.constructorName : operation.op;
  const before = consumed.get(node);
  if (before !== undefined)
    throw new TypeError(
      `the same ${name} is consumed by ${before} and by ${consumer}: an argument that is a distribution counts once; call ${name} again for the second, or write a function () => ${name}(…)`,
    );
  consumed.set(node, consumer);
}

function unfit(family: Family, nonCentered: boolean, constrained: boolean): string | undefined {
  if (family.name === "flat") return "it is improper, and has no distribution";
  if (family.event !== "scalar" && family.event !== "label")
    return `its values are ${{ vector: "vectors", matrix: "matrices", path: "paths" }[family.event]}; it must be a distribution of single numbers`;
  if (family.name === "categorical") return "its values are labels; it must be a distribution of numbers";
  if (family.mixed === true)
    return "single values of it have a probability of their own; apply truncated, mixture and hurdle to what is inside it";
  if (nonCentered) return "it is non-centred, which only a variable can be; leave out .nonCentered()";
  if (constrained) return "it is ordered, which only a variable can be; leave out ordered()";
  return undefined;
}
