/** Take expectations of smooth functions of a normal by the trapezoid rule, which is exact to rounding for them. */
import { exp } from "@credence/math";

/** Beyond this many standard deviations nothing counts. */
const reach = 9;
const mostPoints = 200_000;
const rootTwoPi = 2.5066282746310002;

/**
 * E f(Z) for a standard normal Z, where f varies on the scale `scale` or above and grows slower than any exponential of a
 * square. The error falls like exp(−2π · strip / step) where f has no pole within `strip` of the real line (Trefethen and
 * Weideman 2014, SIAM Review 56, theorem 5.1): a step of half the scale leaves none.
 */
export function normalExpectation(f: (z: number) => number, scale: number): number {
  const half = Math.min(mostPoints / 2, Math.ceil((2 * reach) / Math.min(1, scale)));
  const step = reach / half;
  let total = f(0);
  for (let i = 1; i <= half; i++) {
    const z = i * step;
    total += exp(-0.5 * z * z) * (f(z) + f(-z));
  }
  return (total * step) / rootTwoPi;
}
