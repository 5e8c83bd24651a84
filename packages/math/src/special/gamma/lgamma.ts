/** Compute log |Γ|, with relative accuracy at its zeros 1 and 2. */
import { log } from "../elementary/log.js";
import { polynomial } from "../polynomial.js";
import {
  ABOUT_MINIMUM_0,
  ABOUT_MINIMUM_1,
  ABOUT_MINIMUM_2,
  ABOUT_ONE_P,
  ABOUT_ONE_Q,
  ABOUT_TWO_EVEN,
  ABOUT_TWO_ODD,
  AT_MINIMUM,
  AT_MINIMUM_LOW,
  MINIMUM,
  STIRLING,
  STIRLING_START,
  TWO_TO_EIGHT_P,
  TWO_TO_EIGHT_Q,
} from "./coefficients.js";
import { sinPi } from "./sin-pi.js";

/** log Γ(2 - y) + y/2 … on 0 ≤ y ≤ 0.27. */
function belowTwo(y: number): number {
  const z = y * y;
  return y * polynomial(ABOUT_TWO_EVEN, z) + z * polynomial(ABOUT_TWO_ODD, z) - 0.5 * y;
}

/** log Γ(MINIMUM + y) on -0.23 ≤ y ≤ 0.27. */
function aboutMinimum(y: number): number {
  const z = y * y;
  const w = z * y;
  const p =
    z * polynomial(ABOUT_MINIMUM_0, w) -
    (AT_MINIMUM_LOW - w * (polynomial(ABOUT_MINIMUM_1, w) + y * polynomial(ABOUT_MINIMUM_2, w)));
  return AT_MINIMUM + p;
}

/** log Γ(1 + y) on -0.27 ≤ y ≤ 0.23. */
function aboutOne(y: number): number {
  return y * (polynomial(ABOUT_ONE_P, y) / polynomial(ABOUT_ONE_Q, y) - 0.5);
}

/** log Γ(2 + y) on 0 ≤ y < 1. */
function aboveTwo(y: number): number {
  return y * (0.5 + polynomial(TWO_TO_EIGHT_P, y) / polynomial(TWO_TO_EIGHT_Q, y));
}

/** log Γ(1 + y) for y ≥ 0, with relative accuracy in small y, which 1 + y would lose. */
export function lgamma1p(y: number): number {
  if (y > 1) return positive(1 + y);
  if (y >= 0.7316) return belowTwo(1 - y);
  return y >= 0.23164 ? aboutMinimum(y - (MINIMUM - 1)) : aboutOne(y);
}

/** log Γ(x) on 0 < x < 2. */
function belowTwoAll(x: number): number {
  if (x < 0.9) return lgamma1p(x) - log(x);
  return x < 1 ? aboutOne(x - 1) : lgamma1p(x - 1);
}

/** log Γ(x) on 2 ≤ x < 8: the recurrence down to [2, 3). */
function belowEight(x: number): number {
  const whole = Math.floor(x);
  const y = x - whole;
  let product = 1;
  for (let k = 2; k < whole; k++) product *= y + k;
  return product === 1 ? aboveTwo(y) : aboveTwo(y) + log(product);
}

function positive(x: number): number {
  if (x < 2) return x < 1e-20 ? -log(x) : belowTwoAll(x);
  if (x < 8) return belowEight(x);
  if (x < 2.9e17) {
    const z = 1 / x;
    return (x - 0.5) * (log(x) - 1) + (STIRLING_START + z * stirling(z * z));
  }
  return x * (log(x) - 1);
}

function stirling(z: number): number {
  let sum = 0;
  for (let i = 5; i >= 0; i--) sum = sum * z + (STIRLING[i] as number);
  return sum;
}

/**
 * log |Γ(x)|. A few ulp for x > 0, also near the zeros 1 and 2; Infinity at 0, -1, -2, … and ±Infinity.
 *
 * Negative x by reflection, log(π / |x sin πx|) - log Γ(-x): absolute accuracy near the zeros between the poles.
 */
export function lgamma(x: number): number {
  if (x > 0) return positive(x);
  if (Number.isNaN(x)) return NaN;
  if (x > -1e-20) return -log(-x);
  const s = Math.abs(sinPi(x));
  return s === 0 || x === -Infinity ? Infinity : log(Math.PI / (s * -x)) - positive(-x);
}
