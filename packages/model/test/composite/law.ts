/** Look at a variable with fixed parameters as a law on numbers: its density, the values it can have, its draws. */

import { rng } from "@credence/math";
import { dataNode, dim, type ExprNode, evaluate, type Family, firstOutside, supportOf } from "@credence/model";
import { drawVariable } from "../../../inference/src/prior.js";

export const familyOf = ({ operation }: ExprNode): Family => {
  if (operation.op !== "random") throw new Error("not a random variable");
  return operation.family;
};

/** Log densities at many values. */
export function logDensities(node: ExprNode, xs: readonly number[]): Float64Array {
  const x = dataNode([dim("x", xs.length)], Float64Array.from(xs));
  return evaluate(familyOf(node).logDensity(x, ...node.args));
}

/** Independent draws. */
export function drawsOf(node: ExprNode, count: number): Float64Array {
  const parameters = node.args.map((arg) => evaluate(arg));
  const stream = rng(5, familyOf(node).name);
  return Float64Array.from({ length: count }, (_, i) => drawVariable(node, parameters, stream.split(i))[0] as number);
}

/** The limits and zero, where single values may have a probability. */
export const atoms = (node: ExprNode): readonly number[] => {
  if (familyOf(node).mixed !== true) return [];
  if (familyOf(node).name.startsWith("hurdle")) return [0];
  const limits = node.args.slice(-2).flatMap((arg) => Array.from(evaluate(arg)));
  return limits.filter((limit) => firstOutside(supportOf(node), Float64Array.of(limit), []) < 0);
};
