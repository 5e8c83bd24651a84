/** Measure how far weights move the distribution of draws. */
import { log } from "@credence/math";
import { ascendingOrder } from "../ascending-order.js";

/**
 * Cumulative Jensen–Shannon distance between draws and the same draws weighted, from 0 (alike) to 1 (apart): the larger
 * of that of x and of −x, which see the lower and the upper tail (Kallioinen, Paananen, Bürkner and Vehtari,
 * arXiv:2107.14054, eq. 9 and 10; Nguyen and Vreeken 2015). It does not change with the unit of the draws.
 *
 * @param values draws
 * @param weights one for each draw, summing to 1
 */
export function cumulativeJensenShannon(values: Float64Array, weights: Float64Array): number {
  const order = ascendingOrder(values);
  return Math.max(
    distance(values, weights, order),
    distance(
      values.map((value) => -value),
      weights,
      order.reverse(),
    ),
  );
}

/** √(Σ width · [p log₂ (p / m) + q log₂ (q / m)] / Σ width · (p + q)) with distribution functions p, q and m = (p + q) / 2. */
function distance(values: Float64Array, weights: Float64Array, order: Uint32Array): number {
  let p = 0;
  let q = 0;
  let divergence = 0;
  let bound = 0;
  for (let i = 0; i + 1 < order.length; i++) {
    const here = order[i] as number;
    p += 1 / order.length;
    q += weights[here] as number;
    const width = (values[order[i + 1] as number] as number) - (values[here] as number);
    const middle = (p + q) / 2;
    divergence += width * (p * log(p / middle) + (q > 0 ? q * log(q / middle) : 0));
    bound += width * (p + q);
  }
  return bound > 0 ? Math.sqrt(Math.max(0, divergence) / Math.LN2 / bound) : 0;
}
