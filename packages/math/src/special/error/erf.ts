/** Compute the error function and its complement, the latter with relative accuracy in its tail. */

import { truncateLow } from "../elementary/binary.js";
import { exp } from "../generated/exp.js";
import { polynomial } from "../polynomial.js";

/** Rational approximations of fdlibm's s_erf.c (Sun Microsystems, 1993), by interval of |x|. */
const P_SMALL = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.00002376301665665016,
];
const Q_SMALL = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
];
const ERX = 0.8450629115104675;
const P_ONE = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const Q_ONE = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const R_MIDDLE = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const S_MIDDLE = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const R_FAR = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const S_FAR = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];
const TWO_OVER_SQRT_PI_MINUS_1 = 0.1283791670955126;

/** erf(x) / x - 1 on |x| < 0.84375. */
function slope(x: number): number {
  const z = x * x;
  return polynomial(P_SMALL, z) / polynomial(Q_SMALL, z);
}

/** erf(x) - ERX on 0.84375 ≤ x < 1.25. */
function aboutOne(x: number): number {
  const s = x - 1;
  return polynomial(P_ONE, s) / polynomial(Q_ONE, s);
}

/** log(x·erfcx(x)) on 1.25 ≤ x < 28. */
export function logTail(x: number): number {
  const s = 1 / (x * x);
  const ratio =
    x < 2.857142857142857
      ? polynomial(R_MIDDLE, s) / polynomial(S_MIDDLE, s)
      : polynomial(R_FAR, s) / polynomial(S_FAR, s);
  return ratio - 0.5625;
}

/** erfc(x) on x ≥ 1.25; x² is split so that its rounding does not enter the exponent. */
function erfcTail(x: number): number {
  if (!(x < 28)) return x > 0 ? 0 : NaN;
  const z = truncateLow(x);
  return (exp(-z * z) * exp((z - x) * (z + x) + logTail(x))) / x;
}

/** Error function 2/√π ∫₀ˣ exp(-t²) dt. Within 1 ulp. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return size < 1e-8 ? x + x * TWO_OVER_SQRT_PI_MINUS_1 : x + x * slope(x);
  const y = size < 1.25 ? ERX + aboutOne(size) : size < 6 ? 1 - erfcTail(size) : size >= 6 ? 1 : NaN;
  return x < 0 ? -y : y;
}

/** 1 - erf(x), with relative accuracy down to the smallest doubles. Within a few ulp. */
export function erfc(x: number): number {
  if (x < 0.84375 && x > -0.84375) {
    if (x < 0.25) return 1 - (x + x * slope(x));
    return 0.5 - (x - 0.5 + x * slope(x));
  }
  const size = Math.abs(x);
  if (size < 1.25) return x > 0 ? 1 - ERX - aboutOne(size) : 1 + (ERX + aboutOne(size));
  return x < 0 ? 2 - erfcTail(size) : erfcTail(x);
}

/** exp(x²) with x² split, so that its rounding does not enter the exponent. */
function expSquare(x: number): number {
  const z = truncateLow(x);
  const high = exp(z * z);
  return high === Infinity ? high : high * exp((x - z) * (x + z));
}

/** Scaled complement exp(x²) erfc(x); Infinity below -26.7, about 1/(x√π) for large x. Within a few ulp. */
export function erfcx(x: number): number {
  if (x < 1.25) {
    if (x < -1.25) return x < -26.7 ? Infinity : expSquare(x) * (2 - erfcTail(-x));
    return expSquare(x) * erfc(x);
  }
  if (x < 28) return exp(logTail(x)) / x;
  // DLMF 7.12.1
  const s = 0.5 / (x * x);
  return (0.5641895835477563 / x) * (1 - s * (1 - s * (3 - s * (15 - s * (105 - s * 945)))));
}
