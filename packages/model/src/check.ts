/** Check values against supports, naming the argument, the label and the value. */

import { toldDim } from "./distributions/simplex-dim.js";
import { broadcast, evaluate } from "./expr/evaluate.js";
import { type Axes, labelsAt, positionsAlong, sizeOf, strideOf } from "./expr/layout.js";
import type { ExprNode } from "./expr/node.js";
import { rangeOf, within } from "./expr/range.js";
import { isMatrixOf } from "./matrix-check.js";
import { type Bound, describeSupport, rangeOfSupport, type Support } from "./support.js";

/** How far proportions may miss a sum of one. */
const sumTolerance = 1e-8;

/** The first position at which values leave a support whose bounds are known; −1 when none does. Unknown bounds are left to the log density. */
export function firstOutside(support: Support, values: Float64Array, axes: Axes): number {
  switch (support.kind) {
    case "real":
      return values.findIndex(support.infinite === true ? Number.isNaN : (v) => !Number.isFinite(v));
    case "interval":
    case "integer": {
      const lower = knownBound(support.lower, -Infinity, axes);
      const upper = knownBound(support.upper, Infinity, axes);
      const belongs = support.kind === "integer" ? Number.isInteger : Number.isFinite;
      const open = support.kind === "interval" && !support.closed;
      const inside = (v: number, i: number): boolean =>
        open ? v > lower(i) && v < upper(i) : v >= lower(i) && v <= upper(i);
      return values.findIndex((v, i) => !(belongs(v) && inside(v, i)));
    }
    case "label":
      return values.findIndex((v) => !(Number.isInteger(v) && v >= 0 && v < support.dim.size));
    case "simplex":
      return firstGroup(
        values,
        axes,
        [support.dim.name],
        (group) => group.every((v) => v >= 0) && isNear(total(group), 1),
      );
    case "ordered":
      return firstGroup(values, axes, [support.dim.name], (group) =>
        group.every((v, i) => v > (i === 0 ? (support.positive ? 0 : -Infinity) : (group[i - 1] as number))),
      );
    case "counts": {
      const wanted = knownBound(support.total, Number.NaN, axes);
      return firstGroup(values, axes, [support.dim.name], (group, start) => {
        const misses = !Number.isNaN(wanted(start)) && total(group) !== wanted(start);
        return !misses && group.every((v) => Number.isInteger(v) && v >= 0);
      });
    }
    case "unitVector":
      return firstGroup(values, axes, [support.dim.name], (group) => isNear(total(group.map((v) => v * v)), 1));
    case "sumToZero":
      return firstGroup(values, axes, [support.dim.name], (group) => {
        const size = total(group.map(Math.abs));
        return size === 0 || isNear(total(group) / size, 0);
      });
    case "covariance":
    case "correlation":
    case "choleskyCovariance":
    case "choleskyCorrelation":
      return firstGroup(values, axes, [support.dim.name, `${support.dim.name}'`], (group) =>
        isMatrixOf(support.kind, group),
      );
  }
}

function knownBound(bound: Bound | undefined, missing: number, axes: Axes): (i: number) => number {
  if (bound === undefined) return () => missing;
  if (typeof bound === "number") return () => bound;
  if (!bound.known) return () => missing;
  const values = broadcast(evaluate(bound), bound.axes, axes);
  return (i) => values[i] as number;
}

const total = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0);
const isNear = (x: number, wanted: number): boolean => Math.abs(x - wanted) <= sumTolerance;

/** The first element of the first group along `names` that fails; a group is row-major in the order of the names. */
function firstGroup(
  values: Float64Array,
  axes: Axes,
  names: readonly string[],
  holds: (group: number[], start: number) => boolean,
): number {
  const along = names.flatMap((name) => axes.filter((axis) => axis.name === name));
  if (along.length < names.length) return -1;
  const placesOf = (of: Axes): Int32Array =>
    positionsAlong(
      of,
      of.map((axis) => strideOf(axes, axis.name)),
    );
  const within = placesOf(along);
  const starts = placesOf(axes.filter((axis) => !names.includes(axis.name)));
  return (
    starts.find(
      (start) =>
        !holds(
          Array.from(within, (place) => values[start + place] as number),
          start,
        ),
    ) ?? -1
  );
}

const at = (axes: Axes, position: number): string =>
  sizeOf(axes) === 1 && axes.length === 0 ? "" : ` at ${labelsAt(axes, position).join(", ")}`;

/** Checks a data-only expression against what its place demands. */
export function checkKnown(where: string, node: ExprNode, support: Support): void {
  const values = evaluate(node);
  const position = firstOutside(support, values, node.axes);
  if (position >= 0) {
    throw new RangeError(
      `${where} is ${values[position]}${at(node.axes, position)}; it must lie in ${describeSupport(support)}`,
    );
  }
}

/** Whether proportions along a dim are made as such; what stands for them inside of a step was looked at outside. */
const isProportions = (node: ExprNode, dim: string): boolean =>
  node.known || node.operation.op === "input" || toldDim(node)?.name === dim;

/** Whether an expression can be proven to stay within a support, from how it is made or the range of its values. */
export function provablyWithin(node: ExprNode, support: Support): boolean {
  if (support.kind === "covariance") return node.operation.op === "covariance";
  if (support.kind === "counts") return false;
  if (support.kind === "simplex") return isProportions(node, support.dim.name);
  if ("dim" in support && support.kind !== "label") return true;
  const values = node.operation.op === "data" ? rangeOf(node.operation.values) : node.range;
  return within(values, rangeOfSupport(support));
}
