/** Compute the tangent after an exact reduction of the angle. */
import { cosReduced, sinReduced } from "../generated/reduced-angle.js";
import { reduceAngle, reducedAngle } from "./reduce-angle.js";

/** Tangent of x radians, sin/cos of the reduced angle. Within 2 ulp; NaN at ±Infinity. */
export function tan(x: number): number {
  if (x > -1e-8 && x < 1e-8) return x;
  const quadrant = reduceAngle(x);
  const { value, low } = reducedAngle;
  const s = sinReduced(value, low);
  const c = cosReduced(value, low);
  return (quadrant & 1) === 0 ? s / c : -c / s;
}
