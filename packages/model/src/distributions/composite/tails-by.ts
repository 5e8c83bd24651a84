/** Give a family the tails of another one that it is in other parameters, or in another variable. */
import type { ExprNode } from "../../expr/node.js";
import type { Tails } from "../../expr/records.js";

/** Tails of a family whose parameters are turned into those of `tails`. */
export const tailsBy = (tails: Tails, to: (...parameters: readonly ExprNode[]) => readonly ExprNode[]): Tails =>
  tailsAt(tails, (x) => x, to);

/** Tails of X where value(X), which rises with X, has `tails`. */
export function tailsAt(
  { logBelow, logAbove, logBetween }: Tails,
  value: (x: ExprNode, ...parameters: readonly ExprNode[]) => ExprNode,
  to: (...parameters: readonly ExprNode[]) => readonly ExprNode[] = (...parameters) => parameters,
): Tails {
  return {
    logBelow: (x, ...own) => logBelow(value(x, ...own), ...to(...own)),
    logAbove: (x, ...own) => logAbove(value(x, ...own), ...to(...own)),
    ...(logBetween === undefined
      ? {}
      : { logBetween: (a, b, ...own) => logBetween(value(a, ...own), value(b, ...own), ...to(...own)) }),
  };
}
