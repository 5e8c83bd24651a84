/** Multiply logarithms by factors that may be 0. */
import { log, log1p } from "../generated/log.js";
import { sin } from "../generated/trigonometric.js";

/** x log y, with 0 log 0 = 0. */
export function xlogy(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * log(y);
}

/** x log(1 + y), with 0 log 0 = 0. */
export function xlog1py(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * log1p(y);
}

/** cos x - 1 = -2 sin²(x/2), without cancellation near 0. */
export function cosMinus1(x: number): number {
  const s = sin(0.5 * x);
  return -2 * s * s;
}
