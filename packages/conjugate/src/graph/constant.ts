/** Account for observed variables that depend on nothing unknown: they only add a constant to the log evidence. */
import { broadcast, constant, dataNode, type ExprNode, evaluate, firstOutside } from "@credence/model";
import type { ExactPredictive } from "../types.js";
import type { Variable } from "./condition.js";
import { valuesOver } from "./known.js";

/** Log density of the observed values. */
export function constantLogDensity({ node, event, family, values }: Variable): number {
  const term = family.logDensity(dataNode(node.axes, values as Float64Array), ...node.args);
  const draws = node.axes.filter((axis) => !event.some(({ name }) => name === axis.name));
  const density = broadcast(evaluate(term), term.axes, draws);
  return density.reduce((sum, term) => sum + term, 0);
}

/** The law of a new observation: the family with its known parameters. Vectors have no law of single numbers. */
export function constantPredictive({ name, node, family }: Variable): ExactPredictive | undefined {
  if (family.event !== "scalar") return undefined;
  const parameters = node.args.map((arg) => valuesOver(arg, node));
  const logDensity = (x: number, position: number): number => {
    const point: ExprNode[] = parameters.map((values) => constant(values[position] as number));
    const outside = firstOutside(family.support(point, []), Float64Array.of(x), []) >= 0;
    return outside ? -Infinity : (evaluate(family.logDensity(constant(x), ...point))[0] as number);
  };
  return { name, axes: node.axes, logDensity };
}
