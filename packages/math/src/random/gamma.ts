/** Draw gamma variates, on the log scale too, where small shapes do not underflow. */
import type { Rng } from "../rng/index.js";
import { exp, log, log1p } from "../special/index.js";
import { requirePositive } from "./check.js";
import { randomExponential } from "./exponential.js";

/**
 * A draw from the gamma distribution with unit rate.
 *
 * Below a shape of about 0.05 a noticeable share of the draws is smaller than any positive double and comes out
 * as 0; `randomLogGamma` keeps them apart.
 *
 * @param shape positive
 * @throws RangeError when the shape is not positive and finite
 */
export function randomGamma(rng: Rng, shape: number): number {
  requirePositive(shape, "shape", "randomGamma");
  return shape >= 1 ? marsagliaTsang(rng, shape) : exp(boosted(rng, shape));
}

/**
 * The logarithm of a draw from the gamma distribution with unit rate, finite for shapes from 1e-300 on.
 *
 * @param shape positive
 * @throws RangeError when the shape is not positive and finite
 */
export function randomLogGamma(rng: Rng, shape: number): number {
  requirePositive(shape, "shape", "randomLogGamma");
  return shape >= 1 ? log(marsagliaTsang(rng, shape)) : boosted(rng, shape);
}

/** gamma(a) = gamma(a + 1) U^(1/a), in logs (Marsaglia & Tsang 2000). */
function boosted(rng: Rng, shape: number): number {
  return log(marsagliaTsang(rng, shape + 1)) - randomExponential(rng) / shape;
}

/**
 * Marsaglia & Tsang (2000, ACM Trans. Math. Softw. 26:363), for shapes from 1 on. With v = 1 + t the
 * acceptance bound 1 − v + log v is written log1p(t) − t, which keeps its digits when the shape is huge.
 */
function marsagliaTsang(rng: Rng, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const cx = c * x;
    if (cx <= -1) continue;
    const t = cx * (3 + cx * (3 + cx));
    const u = rng.uniform();
    if (underSqueeze(u, d, cx) || log(u) < 0.5 * x * x + d * (log1p(t) - t)) return d * (1 + t);
  }
}

/**
 * Whether u is so small that the full test takes it. With y = x / √(9 d) that test is log u < −d h(y),
 * h(y) = 3 (y − y²/2 + y³/3 − log(1 + y)) ≤ 1.5 y⁴ from −0.6 on, and 1 − z ≤ exp(−z). The bound of the paper,
 * 1 − 0.0331 x⁴, does not grow tighter with the shape.
 */
export const underSqueeze = (u: number, d: number, y: number): boolean =>
  y > -0.6 && u < 1 - 1.5 * d * (y * y) * (y * y);
