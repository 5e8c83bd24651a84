/** Measure distances in units of length scales, one for all inputs or one for each. */
import { dataNode, ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, Positive } from "../expr/types.js";
import { alongInputs, type Gaps, type PerInput } from "./inputs.js";
import { positiveParameter } from "./kernel.js";

/** A parameter of a kernel that may differ from input to input. */
export type Along = ExprNode | ReadonlyMap<string, ExprNode>;

/** A positive number for all inputs, or one for each of those that count, by name. */
export function positiveAlong(kernel: string, name: string, x: PerInput<Input<Positive>> | undefined): Along {
  if (x === undefined || x === null || typeof x === "number" || x instanceof ExprNode)
    return positiveParameter(kernel, name, x as number | undefined);
  const entries = Object.entries(x as { readonly [input: string]: Input<Positive> });
  if (entries.length === 0) throw new TypeError(`${kernel}: the ${name} names no input`);
  return new Map(
    entries.map(([input, value]) => [input, positiveParameter(kernel, `${name} along \`${input}\``, value)]),
  );
}

/** Σ (difference / length)² over the inputs that count. */
export function scaledSquare(kernel: string, gaps: Gaps, length: Along): ExprNode {
  if (length instanceof ExprNode) return squares([...gaps.values()]).div(raw.square(length));
  return alongInputs(kernel, gaps, length)
    .map(({ values, parameter }) => raw.square(values.div(parameter)))
    .reduce(raw.add);
}

/**
 * The root of that. The root of a sum has no slope where all differences are 0, and the distance there is 0 whatever the
 * lengths: these places are cut off before the root is taken.
 */
export function scaledDistance(kernel: string, gaps: Gaps, length: Along): ExprNode {
  if (length instanceof ExprNode) return raw.sqrt(squares([...gaps.values()])).div(length);
  const along = alongInputs(kernel, gaps, length);
  const [only, ...others] = along;
  if (only !== undefined && others.length === 0) return raw.abs(only.values).div(only.parameter);
  const apart = raw.gt(squares(along.map(({ values }) => values)), 0);
  const square = scaledSquare(kernel, gaps, length);
  return raw.where(apart, raw.sqrt(raw.where(apart, square, 1)), 0);
}

const squares = (gaps: readonly ExprNode[]): ExprNode =>
  gaps.map(raw.square).reduce(raw.add, dataNode([], Float64Array.of(0)));
