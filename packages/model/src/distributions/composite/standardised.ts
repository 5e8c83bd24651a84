/** Write tails of a location and scale family in terms of the standard one. */
import type { ExprNode } from "../../expr/node.js";
import type { Tails } from "../../expr/records.js";

/** Tails at (x − location) / scale. */
export function standardised({ logBelow, logAbove, logBetween }: Tails): Tails {
  const z = (x: ExprNode, [location, scale]: readonly ExprNode[]): ExprNode =>
    x.sub(location as ExprNode).div(scale as ExprNode);
  return {
    logBelow: (x, ...parameters) => logBelow(z(x, parameters)),
    logAbove: (x, ...parameters) => logAbove(z(x, parameters)),
    ...(logBetween === undefined
      ? {}
      : { logBetween: (lower, upper, ...parameters) => logBetween(z(lower, parameters), z(upper, parameters)) }),
  };
}
