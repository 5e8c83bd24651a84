/** Compute log |Γ|, with relative accuracy at its zeros 1 and 2. */
import { log } from "../elementary/log.js";
import { polynomial } from "../polynomial.js";
import { sinPi } from "./sin-pi.js";

/** Rational approximations of fdlibm's e_lgamma_r.c (Sun Microsystems, 1993). */
const ABOUT_TWO_EVEN = [
  0.07721566490153287, 0.06735230105312927, 0.007385550860814029, 0.0011927076318336207, 0.00022086279071390839,
  0.000025214456545125733,
];
const ABOUT_TWO_ODD = [
  0.3224670334241136, 0.020580808432516733, 0.0028905138367341563, 0.0005100697921535113, 0.00010801156724758394,
  0.000044864094961891516,
];
/** The minimum of Γ on the positive axis, and log Γ there in two parts. */
const MINIMUM = 1.4616321449683622;
const AT_MINIMUM = -0.12148629053584961;
const AT_MINIMUM_LOW = -3.638676997039505e-18;
const ABOUT_MINIMUM_0 = [
  0.48383612272381005, -0.032788541075985965, 0.006100538702462913, -0.0014034646998923284, 0.00031563207090362595,
];
const ABOUT_MINIMUM_1 = [
  -0.1475877229945939, 0.01797067508118204, -0.0036845201678113826, 0.000881081882437654, -0.00031275416837512086,
];
const ABOUT_MINIMUM_2 = [
  0.06462494023913339, -0.010314224129834144, 0.0022596478090061247, -0.0005385953053567405, 0.0003355291926355191,
];
const ABOUT_ONE_P = [
  -0.07721566490153287, 0.6328270640250934, 1.4549225013723477, 0.9777175279633727, 0.22896372806469245,
  0.013381091853678766,
];
const ABOUT_ONE_Q = [
  1, 2.4559779371304113, 2.128489763798934, 0.7692851504566728, 0.10422264559336913, 0.003217092422824239,
];
const TWO_TO_EIGHT_P = [
  -0.07721566490153287, 0.21498241596060885, 0.325778796408931, 0.14635047265246445, 0.02664227030336386,
  0.0018402845140733772, 0.00003194753265841009,
];
const TWO_TO_EIGHT_Q = [
  1, 1.3920053346762105, 0.7219355475671381, 0.17193386563280308, 0.01864591917156529, 0.0007779424963818936,
  0.000007326684307446256,
];
const STIRLING = [
  0.4189385332046727, 0.08333333333333297, -0.0027777777772877554, 0.0007936505586430196, -0.00059518755745034,
  0.0008363399189962821, -0.0016309293409657527,
];

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
    return (x - 0.5) * (log(x) - 1) + ((STIRLING[0] as number) + z * stirling(z * z));
  }
  return x * (log(x) - 1);
}

function stirling(z: number): number {
  let sum = 0;
  for (let i = 6; i > 0; i--) sum = sum * z + (STIRLING[i] as number);
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
