/** Look for modes that a lattice does not hold, from starts spread over the prior. */
import type { CubicMap } from "./cubic-map.js";
import type { Lattice } from "./lattice.js";
import { climbToMode, type Mode } from "./mode.js";

/** Modes lower than the highest node by more than this hold no mass that matters. */
const depth = 30;
const farAway = 3;

/**
 * The first mode of some height outside the lattice that climbs from `starts` end at. It may miss some: that no start
 * leads to a mode does not mean that there is none.
 *
 * @param logDensity at positions
 */
export function otherMode(
  logDensity: (position: Float64Array) => number,
  starts: readonly Float64Array[],
  map: CubicMap,
  lattice: Lattice,
): Mode | undefined {
  const inside = nodeFinder(map, lattice);
  for (const start of starts) {
    if (!(logDensity(start) > -Infinity) || inside(start)) continue;
    const mode = climbToMode(logDensity, start, inside);
    if (!mode.converged || inside(mode.position)) continue;
    const height = mode.logDensity + slopeAt(map, mode.position);
    const distance = Math.max(...map.inverse(mode.position).map(Math.abs));
    if (height > lattice.top - depth && distance > farAway) return mode;
  }
  return undefined;
}

const slopeAt = (map: CubicMap, position: Float64Array): number =>
  map.forward(map.inverse(position), new Float64Array(map.dimension), 0);

/** Whether a position lies in a cell of the lattice that has mass. */
function nodeFinder(map: CubicMap, lattice: Lattice): (position: Float64Array) => boolean {
  const { dimension, step, shift, count, places, logDensities, top, depth: kept } = lattice;
  const nodes = new Set<string>();
  for (let node = 0; node < count; node++) {
    if ((logDensities[node] as number) >= top - kept)
      nodes.add(places.subarray(node * dimension, (node + 1) * dimension).join(" "));
  }
  return (position) => nodes.has(Int32Array.from(map.inverse(position), (z) => Math.round(z / step - shift)).join(" "));
}
