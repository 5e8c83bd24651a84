/** A random walk: each value is normal around the one before. */
import type { Dim, DimsOf } from "@credence/draws";
import { markConsumed } from "../distributions/composite/consume.js";
import { normalFamily } from "../distributions/normal.js";
import { variable } from "../distributions/types.js";
import { hasAxis, unionAxes } from "../expr/layout.js";
import { ExprNode, nodeOf, take, typed } from "../expr/node.js";
import type { Arg, Input, LocationScale, Positive } from "../expr/types.js";
import { sequence } from "./sequence.js";
import { atFirst } from "./time.js";

/**
 * A random walk along `time`: from a distribution, which is the law of its first value and is consumed; or from a number
 * or an expression, from which its first value is one step away. `.nonCentered()` moves it by its standardised steps.
 *
 * @param time labels in order.
 * @param start over any dims but time: a walk for each of their labels.
 * @param sd standard deviation of a step > 0; one that varies over time is that of the step to each label.
 */
export function randomWalk<T extends string, A extends Arg, B extends Input<Positive>>(
  time: Dim<T>,
  start: A,
  sd: B,
): LocationScale<T | DimsOf<A | B>> {
  const size = nodeOf(sd);
  const first = firstOf(nodeOf(start), atFirst(size, time));
  const [path] = sequence({
    kind: "random_walk",
    time,
    names: [""],
    starts: [first],
    step: ([previous], now) => [
      step(previous as ExprNode, hasAxis(size.axes, time.name) ? take(size, time, now) : size),
    ],
  });
  return typed(path as ExprNode);
}

const step = (from: ExprNode, sd: ExprNode): ExprNode => variable(normalFamily, [typed(from), typed(sd)]);

/** The law of the first value, with a copy for each label of the dims that steps have and it has not. */
function firstOf(start: ExprNode, sd: ExprNode): ExprNode {
  const law = start.operation.op === "random" ? start : step(start, sd);
  const extra = sd.axes.filter(({ name }) => !hasAxis(law.axes, name));
  if (extra.length === 0) return law;
  if (law === start) markConsumed(start, "randomWalk");
  return new ExprNode(law.operation, law.args, unionAxes(extra, law.axes), law.range);
}
