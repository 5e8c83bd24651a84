/** Write log(1 + t) / t so that values and slopes keep their digits near 0, where the quotient is 1. */
import type { ExprNode } from "../expr/node.js";
import { square } from "../expr/raw.js";

/**
 * 2/(2+t) · artanh(s)/s with s = t/(2+t) (Abramowitz and Stegun 4.1.27); seven terms hold all digits for |t| ≤ 0.1, beyond
 * which this is not meant for.
 */
export function log1pOver(t: ExprNode): ExprNode {
  const twice = t.add(2);
  const s2 = square(t.div(twice));
  const [last = 0, ...before] = [1 / 13, 1 / 11, 1 / 9, 1 / 7, 1 / 5, 1 / 3, 1];
  const [first = 0, ...rest] = before;
  const sum = rest.reduce((total, c) => total.mul(s2).add(c), s2.mul(last).add(first));
  return sum.mul(2).div(twice);
}
