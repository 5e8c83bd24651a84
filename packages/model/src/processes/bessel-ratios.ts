/** Write ratios of modified Bessel functions of whole orders, by which those fall off. */
import type { ExprNode } from "../expr/node.js";
import { div, sqrt, square } from "../expr/raw.js";

/** How many orders above the highest one the recurrence starts: each step shrinks the error of the start by the square of a ratio. */
const extra = 20;

/**
 * I_k(z) / I_{k−1}(z) for k = 1 … count and z > 0, downwards by 1 / (2 k / z + next ratio), in which nothing cancels; the
 * start is a bound of Amos, Computation of modified Bessel functions and their ratios (1974).
 */
export function besselRatios(z: ExprNode, count: number): readonly ExprNode[] {
  const top = count + extra;
  const ratios: ExprNode[] = [];
  let ratio = z.div(sqrt(square(z).add((top + 0.5) ** 2)).add(top - 0.5));
  for (let k = top - 1; k >= 1; k--) {
    ratio = div(1, div(2 * k, z).add(ratio));
    if (k <= count) ratios.unshift(ratio);
  }
  return ratios;
}
