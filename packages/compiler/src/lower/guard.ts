/** Add log density −∞ where a parameter leaves its range or a value its support, unless that is proven impossible. */
import { apply, type ExprNode, insideOf, provablyWithin, type Support } from "@credence/model";

/** 0 where a condition holds and −∞ elsewhere. */
export const penalty = (holds: ExprNode): ExprNode => apply("select", holds, 0, -Infinity);

/** 0 where `x` lies in the support and −∞ elsewhere; undefined when it cannot lie elsewhere. */
export function guard(x: ExprNode, support: Support): ExprNode | undefined {
  return provablyWithin(x, support) ? undefined : membership(x, support);
}

/** 0 where `x` lies in the support and −∞ elsewhere; undefined where every number belongs, or none can be told. */
export function membership(x: ExprNode, support: Support): ExprNode | undefined {
  const inside = insideOf(x, support);
  return inside === undefined ? undefined : penalty(inside);
}
