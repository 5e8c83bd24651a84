/** Evaluate Student t log densities: what normal observations of unknown spread are predicted by. */
import { lgammaDiff, log, log1p } from "@credence/math";

/** Log density of a t distribution with `2 · half` degrees of freedom, a location and a squared scale. */
export function logStudentT(x: number, half: number, location: number, squaredScale: number): number {
  const z = (x - location) / Math.sqrt(2 * half * squaredScale);
  return lgammaDiff(half, 0.5) - 0.5 * log(2 * Math.PI * half * squaredScale) - (half + 0.5) * log1p(z * z);
}
