/** Take the probability between two points as a difference of tails, in the tail where it keeps its digits. */
import type { ExprNode } from "../../expr/node.js";
import { log1mExp, lt, where } from "../../expr/raw.js";
import type { Tails } from "../../expr/records.js";

/** log(P(X > lower) − P(X > upper)) in the upper half, log(P(X < upper) − P(X < lower)) elsewhere. */
export const tailsDifference =
  ({ logBelow, logAbove }: Tails) =>
  (lower: ExprNode, upper: ExprNode, ...parameters: readonly ExprNode[]): ExprNode => {
    const [aboveLower, aboveUpper] = [logAbove(lower, ...parameters), logAbove(upper, ...parameters)];
    const [belowLower, belowUpper] = [logBelow(lower, ...parameters), logBelow(upper, ...parameters)];
    const high = lt(aboveLower, -Math.LN2);
    const larger = where(high, aboveLower, belowUpper);
    return larger.add(log1mExp(where(high, aboveUpper, belowLower).sub(larger)));
  };
