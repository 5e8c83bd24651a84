/** Write log(1 + r²) so that no square overflows: the tails of the t and Cauchy densities. */
import type { ExprNode } from "../expr/node.js";
import { abs, log, log1p, max, min, square } from "../expr/raw.js";

/**
 * log(1 + r²) = 2 log max(1, |r|) + log(1 + q²) with q = |r| or 1/|r|, whichever is smaller.
 * The order of arguments makes the gradient right at |r| = 1, where max and min pass it to their first argument.
 */
export function log1pSquare(r: ExprNode): ExprNode {
  const size = abs(r);
  const large = max(size, 1);
  return log(large)
    .mul(2)
    .add(log1p(square(min(1, size).div(large))));
}
