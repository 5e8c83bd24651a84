/** Evaluate the gamma-Poisson (negative binomial) mass without cancellation, for counts and shapes of any size. */
import { LOG_SQRT_TWO_PI, log, log1p, stirlingRemainder as S } from "@credence/math";
import { deviance } from "./deviance.js";

/**
 * log of Γ(a + x) / (Γ(a) x!) (b / (b + e))^a (e / (b + e))^x: a count x ≥ 0 over exposure e > 0 whose rate is gamma
 * with shape a > 0 and rate b > 0.
 *
 * By Stirling's formula, with a and x compared to their shares b / (b + e) and e / (b + e) of a + x.
 */
export function logGammaPoisson(x: number, e: number, a: number, b: number): number {
  if (x === 0) return -a * log1p(e / b);
  const total = a + x;
  const share = 1 / (1 + b / e);
  const rest = 1 / (1 + e / b);
  const difference = a * share - x * rest;
  return (
    -(deviance(a, total * rest, difference) + deviance(x, total * share, -difference)) -
    LOG_SQRT_TWO_PI +
    0.5 * log(a / total / x) +
    (S(total) - S(a) - S(x))
  );
}
