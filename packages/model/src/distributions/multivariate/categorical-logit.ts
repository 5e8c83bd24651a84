/** The categorical distribution by log-odds: a label of a dim with probabilities softmax(eta). */
import type { Dim } from "@credence/draws";
import { randomCategorical, softmax } from "@credence/math";
import { type Axis, hasAxis } from "../../expr/layout.js";
import { ExprNode, nodeOf, take, typed } from "../../expr/node.js";
import { range } from "../../expr/range.js";
import { logSumExp } from "../../expr/raw.js";
import type { Category, Node, Real, Variable } from "../../expr/types.js";
import { real } from "../../support.js";
import { checkedParameters, type LabelFamily } from "../types.js";

/** The dim that the labels name: the one that the log-odds have and the variable has not. */
const labelled = (x: ExprNode, eta: ExprNode): Axis => eta.axes.find(({ name }) => !hasAxis(x.axes, name)) as Axis;

export const categoricalLogitFamily: LabelFamily = {
  name: "categorical_logit",
  constructorName: "categoricalLogit",
  event: "label",
  parameters: [{ name: "eta", support: real }],
  support: ([eta]) => ({ kind: "label", dim: (eta as ExprNode).axes.at(-1) as Axis }),
  logDensity: (x, eta) => {
    const dim = labelled(x, eta);
    return take(eta, dim, x).sub(logSumExp(eta, dim));
  },
  random: (rng, eta) => randomCategorical(rng, Float64Array.from(softmax(eta))),
};

/** A label of `dim` with probabilities ∝ exp(eta) along it, as its position 0 … size − 1: for regressions on unordered outcomes. */
export function categoricalLogit<D extends string, E extends string>(
  dim: Dim<D>,
  eta: Node<E | D, Real>,
): Variable<Exclude<E, D>, Category<D>> {
  const node = nodeOf(eta, "the eta of categoricalLogit");
  if (!hasAxis(node.axes, dim.name))
    throw new TypeError(`the eta of categoricalLogit must vary along "${dim.name}", whose labels it weighs`);
  checkedParameters(categoricalLogitFamily, [typed(node)]);
  const constraint = { kind: "label", dim } as const;
  const operation = {
    op: "random",
    family: categoricalLogitFamily,
    event: [],
    nonCentered: false,
    constraint,
  } as const;
  const axes = node.axes.filter(({ name }) => name !== dim.name);
  return typed(new ExprNode(operation, [node], axes, range(0, dim.size - 1, true)));
}
