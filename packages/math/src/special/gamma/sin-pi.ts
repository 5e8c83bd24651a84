/** Take sine and cosine of multiples of π, exact at integers and half integers, for the reflection formulas. */
import { cos, sin } from "../generated/trigonometric.js";

/** sin(πx). */
export function sinPi(x: number): number {
  const r = x - 2 * Math.round(0.5 * x);
  if (r > 0.25 && r < 0.75) return cos(Math.PI * (0.5 - r));
  if (r < -0.25 && r > -0.75) return -cos(Math.PI * (0.5 + r));
  if (r >= 0.75) return sin(Math.PI * (1 - r));
  return r <= -0.75 ? -sin(Math.PI * (1 + r)) : sin(Math.PI * r);
}

/** cos(πx). */
export function cosPi(x: number): number {
  return sinPi(0.5 - Math.abs(x - 2 * Math.round(0.5 * x)));
}
