/** Add log density −∞ where a parameter leaves its range or a value its support, unless that is proven impossible. */
import { apply, type Bound, type ExprNode, nodeOf, provablyWithin, reduce, type Support } from "@credence/model";

/** 0 where a condition holds and −∞ elsewhere. */
export const penalty = (holds: ExprNode): ExprNode => apply("select", holds, 0, -Infinity);
const both = (a: ExprNode, b: ExprNode): ExprNode => apply("mul", a, b);

/** 0 where `x` lies in the support and −∞ elsewhere; undefined when it cannot lie elsewhere. */
export function guard(x: ExprNode, support: Support): ExprNode | undefined {
  return provablyWithin(x, support) ? undefined : membership(x, support);
}

/** 0 where `x` lies in the support and −∞ elsewhere; undefined for the real numbers. */
export function membership(x: ExprNode, support: Support): ExprNode | undefined {
  const conditions: ExprNode[] = [];
  switch (support.kind) {
    case "real":
    case "ordered":
      return undefined;
    case "interval":
      conditions.push(...bounds(x, support.lower, support.upper, support.closed));
      break;
    case "integer":
      conditions.push(apply("eq", x, apply("floor", x)), ...bounds(x, support.lower, support.upper, true));
      break;
    case "label":
      conditions.push(...bounds(x, 0, support.dim.size - 1, true));
      break;
    case "simplex": {
      const total = reduce("sum", x, support.dim);
      conditions.push(apply("ge", x, 0), apply("le", apply("abs", total.sub(1)), 1e-8));
    }
  }
  return conditions.length === 0 ? undefined : penalty(conditions.reduce(both));
}

function bounds(x: ExprNode, lower: Bound | undefined, upper: Bound | undefined, closed: boolean): ExprNode[] {
  const above = (bound: Bound): ExprNode => apply(closed ? "ge" : "gt", x, nodeOf(bound));
  const below = (bound: Bound): ExprNode => apply(closed ? "le" : "lt", x, nodeOf(bound));
  return [...(lower === undefined ? [] : [above(lower)]), ...(upper === undefined ? [] : [below(upper)])];
}
