/** Evaluate continued fractions by Lentz's method, with their slope in a parameter when asked. */

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

/** The coefficients of a continued fraction, and their derivatives in a parameter. */
export interface Coefficients {
  readonly numerator: (m: number) => number;
  readonly denominator: (m: number) => number;
  readonly numeratorSlope: (m: number) => number;
  readonly denominatorSlope: (m: number) => number;
}

/** The derivative of the log of a continued fraction in a parameter: Lentz's recurrences, differentiated. */
export function continuedFractionSlope(of: Coefficients): number {
  let c = of.denominator(0) || TINY;
  let cSlope = of.denominatorSlope(0);
  let d = 0;
  let dSlope = 0;
  let slope = cSlope / c;
  for (let m = 1; m < LONGEST; m++) {
    const [a, b] = [of.numerator(m), of.denominator(m)];
    const [da, db] = [of.numeratorSlope(m), of.denominatorSlope(m)];
    const inverse = 1 / (b + a * d || TINY);
    dSlope = -(db + da * d + a * dSlope) * inverse * inverse;
    d = inverse;
    cSlope = db + (da - (a / c) * cSlope) / c;
    c = b + a / c || TINY;
    const change = cSlope / c + dSlope / d;
    slope += change;
    if (Math.abs(c * d - 1) < 3e-16 && Math.abs(change) <= 1e-15 * Math.abs(slope)) break;
  }
  return slope;
}
