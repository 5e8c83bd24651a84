/** Compute sine and cosine of angles that call for more digits of π than the generated functions subtract. */
import { cosReduced, sinReduced } from "../generated/reduced-angle.js";
import { reduceAngle, reducedAngle } from "./reduce-angle.js";

/** Sine of x radians, for any x. */
export function sinOfLarge(x: number): number {
  const quadrant = reduceAngle(x);
  const { value, low } = reducedAngle;
  const y = (quadrant & 1) === 0 ? sinReduced(value, low) : cosReduced(value, low);
  return (quadrant & 2) === 0 ? y : -y;
}

/** Cosine of x radians, for any x. */
export function cosOfLarge(x: number): number {
  const quadrant = reduceAngle(x);
  const { value, low } = reducedAngle;
  const y = (quadrant & 1) === 0 ? cosReduced(value, low) : sinReduced(value, low);
  return ((quadrant + 1) & 2) === 0 ? y : -y;
}
