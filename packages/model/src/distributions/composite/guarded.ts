/** Write the log density of a family for every number: −∞ outside its support, where the formula itself may be NaN. */
import { type Axes, hasAxis } from "../../expr/layout.js";
import { constant, type ExprNode, nodeOf, reduce } from "../../expr/node.js";
import { eq, where } from "../../expr/raw.js";
import type { Bound, Family, Support } from "../../expr/records.js";
import { insideOf } from "../../inside.js";

/** Whether a bound of `inner` is known to be at least as narrow as that of `outer`. */
const narrower = (inner: Bound | undefined, outer: Bound | undefined, sign: 1 | -1): boolean =>
  outer === undefined ||
  inner === outer ||
  (typeof inner === "number" && typeof outer === "number" && sign * inner >= sign * outer);

/** Whether numbers in `inner` are known to lie in `outer` too. */
export function contains(outer: Support, inner: Support): boolean {
  if (outer.kind === "real" || ("dim" in outer && outer.kind === inner.kind)) return true;
  if (outer.kind === "integer" && inner.kind === "integer")
    return narrower(inner.lower, outer.lower, 1) && narrower(inner.upper, outer.upper, -1);
  if (outer.kind !== "interval" || inner.kind !== "interval") return false;
  return (
    (outer.closed || !inner.closed) && narrower(inner.lower, outer.lower, 1) && narrower(inner.upper, outer.upper, -1)
  );
}

/** A log density that is asked only inside a support, for `x` of which `known` is known: −∞ outside. */
export function guarded(
  x: ExprNode,
  support: Support,
  logDensity: (x: ExprNode) => ExprNode,
  known: Support = { kind: "real" },
): ExprNode {
  const inside = contains(support, known) ? undefined : insideOf(x, support);
  if (inside === undefined) return logDensity(x);
  const density = logDensity(where(inside, x, interior(support)));
  return where(everywhere(inside, density.axes), density, -Infinity);
}

/** 1 where a condition holds along all dims that a density has not. */
export function everywhere(condition: ExprNode, axes: Axes): ExprNode {
  const inner = condition.axes.filter(({ name }) => !hasAxis(axes, name));
  const size = inner.reduce((product, axis) => product * axis.size, 1);
  return inner.length === 0
    ? condition
    : eq(
        inner.reduce((total, axis) => reduce("sum", total, axis), condition),
        size,
      );
}

/** The log density of a family for `x` of which `known` is known. */
export const guardedDensity = (
  family: Family,
  x: ExprNode,
  parameters: readonly ExprNode[],
  known?: Support,
): ExprNode => guarded(x, family.support(parameters, []), (inside) => family.logDensity(inside, ...parameters), known);

/** A value in a support at which the density has slopes; where the support is bounded, at that share of it. */
export function interior(support: Support, share = 0.5): ExprNode {
  if (support.kind !== "interval" && support.kind !== "integer") return constant(share);
  const [lower, upper] = [support.lower, support.upper].map((bound) => (bound === undefined ? bound : nodeOf(bound)));
  if (support.kind === "integer") return lower ?? upper ?? constant(0);
  if (lower === undefined) return upper === undefined ? constant(share) : upper.sub(1 - share);
  return upper === undefined ? lower.add(share) : lower.add(upper.sub(lower).mul(share));
}
