/** Compute the probability of counts between limits from the tails of their family. */
import { constant, type ExprNode, nodeOf } from "../../expr/node.js";
import { floor, ge, lt, max, mul, neg, where } from "../../expr/raw.js";
import type { Bound, Tails } from "../../expr/records.js";
import { tailsDifference } from "./tails-difference.js";

/** log P(lower ≤ X ≤ upper) for X from `first` to `last`; limits may be infinite, and differ from element to element. */
export function logBetweenTails(
  tails: Tails,
  { first, last }: { readonly first: number; readonly last: Bound },
  { lower, upper }: { readonly lower: ExprNode; readonly upper: ExprNode },
  parameters: readonly ExprNode[],
): ExprNode {
  const before = neg(floor(neg(lower))).sub(1);
  const until = floor(upper);
  const [cutsLow, cutsHigh] = [ge(before, first), lt(until, nodeOf(last))];
  // tails are asked about counts of which there are some on either side
  const most = nodeOf(last).sub(1);
  const within = (k: ExprNode): ExprNode => where(lt(k, most), k, max(most, first));
  const low = within(where(cutsLow, before, first));
  const high = within(where(cutsHigh, until, first));
  const none = max(ge(before, nodeOf(last)), lt(until, first));
  const between = tailsDifference(tails)(low, where(lt(low, high), high, low.add(1)), ...parameters);
  const empty = ge(low, high);
  const both = where(empty, -Infinity, between);
  const oneSided = where(
    cutsLow,
    tails.logAbove(low, ...parameters),
    where(cutsHigh, tails.logBelow(high, ...parameters), constant(0)),
  );
  return where(none, -Infinity, where(mul(cutsLow, cutsHigh), both, oneSided));
}
