/** Evaluate continued fractions by Lentz's method. */

const TINY = 1e-290;
const LONGEST = 100_000;

/**
 * b₀ + a₁/(b₁ + a₂/(b₂ + …)) until a factor no longer changes the product (Lentz, 1976; Thompson and Barnett, 1986).
 *
 * @param numerator aₘ, m ≥ 1
 * @param denominator bₘ, m ≥ 0
 */
export function continuedFraction(numerator: (m: number) => number, denominator: (m: number) => number): number {
  let value = denominator(0) || TINY;
  let c = value;
  let d = 0;
  for (let m = 1; m < LONGEST; m++) {
    const a = numerator(m);
    const b = denominator(m);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const factor = c * d;
    value *= factor;
    // also where a factor is NaN, as terms overflow
    if (!(Math.abs(factor - 1) >= 3e-16)) break;
  }
  return value;
}
