/** Estimate a density from draws of which no support is known. */
import { everyNth, kde } from "@credence/math";
import { extent } from "../scale.js";

const POINTS = 401;

/**
 * A Gaussian kernel density, reflected at the outermost draws, so that no mass lies where no draw does; at most `most`
 * points, evenly spaced, which keeps the curve smooth. Draws that are all equal give a narrow peak.
 */
export function smoothDraws(draws: readonly number[], most: number = POINTS): { x: number[]; density: number[] } {
  const [lower, upper] = extent(draws);
  const { x, density } = kde(draws, { lower, upper, points: POINTS });
  const step = Math.ceil(POINTS / most);
  return { x: everyNth(x, step), density: everyNth(density, step) };
}
