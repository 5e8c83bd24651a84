/** Compute the standard normal distribution function, its logarithm and its inverse, accurate in both tails. */

import { truncateLow } from "../elementary/binary.js";
import { exp } from "../generated/exp.js";
import { log, log1p } from "../generated/log.js";
import { polynomial } from "../polynomial.js";
import { erfc, erfcx } from "./erf.js";

/** Φ(x), the probability that a standard normal lies below x; relative accuracy down to the smallest doubles. */
export function stdNormalCdf(x: number): number {
  if (x < -1) return lowerTail(x);
  return x > 1 ? 1 - lowerTail(-x) : 0.5 * erfc(-x * Math.SQRT1_2);
}

/** log Φ(x), for any x. */
export function stdNormalLogCdf(x: number): number {
  if (x < -1) return log(0.5 * erfcx(-x * Math.SQRT1_2)) - 0.5 * x * x;
  return x > 1 ? log1p(-lowerTail(-x)) : x > 0 ? log1p(-0.5 * erfc(x * Math.SQRT1_2)) : log(stdNormalCdf(x));
}

/** Φ(x) for x < -1: ½ erfcx(-x/√2) exp(-x²/2), the square split and the exponential halved against underflow. */
function lowerTail(x: number): number {
  if (x < -39) return 0;
  const z = truncateLow(x);
  const root = exp(-0.25 * z * z);
  return root * (0.5 * erfcx(-x * Math.SQRT1_2) * exp(0.5 * (z - x) * (z + x))) * root;
}

const CENTRE_P = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_Q = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
];
const MIDDLE_P = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_Q = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_P = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_Q = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/**
 * Φ⁻¹(p), the standard normal quantile of p in [0, 1]; ±Infinity at the ends, NaN outside.
 *
 * Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37(3), 1988: relative error about 1e-16.
 */
export function probit(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_P, r)) / polynomial(CENTRE_Q, r);
  }
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(MIDDLE_P, r - 1.6) / polynomial(MIDDLE_Q, r - 1.6)
      : polynomial(FAR_P, r - 5) / polynomial(FAR_Q, r - 5);
  return q < 0 ? -size : size;
}
