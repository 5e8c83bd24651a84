/** Compute hyperbolic functions from expm1, so that small arguments keep their digits. */
import { exp } from "../generated/exp.js";
import { expm1 } from "./expm1.js";

/** Hyperbolic tangent. Within 2 ulp; ±1 beyond 22 (fdlibm's s_tanh.c). */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  if (!(size < 22)) return size > 0 ? (x > 0 ? 1 : -1) : NaN;
  const t = expm1(size >= 1 ? 2 * size : -2 * size);
  const y = size >= 1 ? 1 - 2 / (t + 2) : -t / (t + 2);
  return x > 0 ? y : -y;
}

/** Hyperbolic sine. Within 2 ulp (fdlibm's e_sinh.c). */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  const half = x > 0 ? 0.5 : -0.5;
  if (size > 709) {
    const root = exp(0.5 * size);
    return half * root * root;
  }
  const t = expm1(size);
  return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
}

/** Hyperbolic cosine. Within 2 ulp (fdlibm's e_cosh.c). */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size > 709) {
    const root = exp(0.5 * size);
    return 0.5 * root * root;
  }
  if (size < 0.34) {
    const t = expm1(size);
    return 1 + (t * t) / (2 * (1 + t));
  }
  const t = exp(size);
  return 0.5 * t + 0.5 / t;
}
