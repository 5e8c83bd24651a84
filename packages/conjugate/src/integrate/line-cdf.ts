/** Compute distribution functions and quantiles of one coordinate from a lattice, to near the accuracy of its moments. */
import { exp } from "@credence/math";
import { type Cubic, slopeOf, solveCubic } from "./cubic-map.js";
import { lagrangeWeights, mostPoints } from "./lagrange.js";
import { coordinatesOf } from "./lattice.js";
import type { Integration } from "./types.js";

/** A distribution on the reals. */
export interface LineDistribution {
  cdf(x: number): number;
  quantile(p: number): number;
}

/** Nodes along the axis with the others fixed. */
interface Line {
  /** Place of its first node on the axis. */
  readonly first: number;
  /** Log densities at its nodes, less that of the highest node. */
  readonly heights: Float64Array;
  /** Integrals up to each node, in steps. */
  readonly below: Float64Array;
  /** Where the line lies: the coordinate less what its own axis adds. */
  readonly base: number;
}

const gaussNodes = [-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526];
const gaussWeights = [0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538];
/** Lines lower than the highest node by more than this hold no mass that shows. */
const lowest = -40;
/** Scratch of the interpolation. */
const weights = new Float64Array(mostPoints);

/**
 * Coordinate `axis` of a density: along the lattice's lines of that axis the log density is interpolated and integrated
 * up to where the coordinate takes a value; over the other axes the trapezoidal rule adds up.
 */
export function lineDistribution(integration: Integration, axis: number): LineDistribution {
  const { map, lattice, coordinates } = integration;
  const cubic = map.cubics[axis] as Cubic;
  const along = map.root[axis * map.dimension + axis] as number;
  const lines = linesOf(integration, axis);
  const total = lines.reduce((sum, { below }) => sum + (below.at(-1) as number), 0);
  /** Place of the value on a line, from its first node. */
  const placeOn = ({ first, base }: Line, x: number): { readonly place: number; readonly z: number } => {
    const z = solveCubic(cubic, (x - base) / along);
    return { place: z / lattice.step - lattice.shift - first, z };
  };
  const cdf = (x: number): number =>
    Math.min(1, lines.reduce((sum, line) => sum + massBelow(line, placeOn(line, x).place), 0) / total);
  const density = (x: number): number =>
    lines.reduce((sum, line) => {
      const { place, z } = placeOn(line, x);
      if (!(place > 0 && place < line.heights.length - 1)) return sum;
      return sum + exp(heightAt(line.heights, place)) / (lattice.step * along * slopeOf(cubic, z));
    }, 0) / total;
  const [mean, sd] = [coordinates.mean[axis] as number, coordinates.sd[axis] as number];
  return { cdf, quantile: (p) => invert(cdf, density, p, mean, sd) };
}

function linesOf({ map, lattice }: Integration, axis: number): readonly Line[] {
  const { dimension, count, places, logDensities, top } = lattice;
  const groups = new Map<string, number[]>();
  for (let node = 0; node < count; node++) {
    const others = places.slice(node * dimension, (node + 1) * dimension);
    others[axis] = 0;
    const key = others.join(" ");
    const nodes = groups.get(key);
    if (nodes === undefined) groups.set(key, [node]);
    else nodes.push(node);
  }
  const z = new Float64Array(dimension);
  const position = new Float64Array(dimension);
  const lineOf = (run: readonly number[]): Line => {
    const heights = Float64Array.from(run, (node) => (logDensities[node] as number) - top);
    const first = run[0] as number;
    coordinatesOf(lattice, first, z);
    z[axis] = solveCubic(map.cubics[axis] as Cubic, 0);
    map.place(z, position, 0);
    return {
      first: places[first * dimension + axis] as number,
      heights,
      below: integralsBelow(heights),
      base: position[axis] as number,
    };
  };
  const placeOf = (node: number): number => places[node * dimension + axis] as number;
  const matters = (node: number): boolean => (logDensities[node] as number) - top > lowest;
  return [...groups.values()]
    .flatMap((nodes) =>
      runsOf(
        nodes.filter((node) => (logDensities[node] as number) > -Infinity),
        placeOf,
      ),
    )
    .filter((run) => run.length > 1 && run.some(matters))
    .map(lineOf);
}

/** Nodes in order of their places, cut where a place has none. */
function runsOf(nodes: readonly number[], placeOf: (node: number) => number): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const node of [...nodes].sort((a, b) => placeOf(a) - placeOf(b))) {
    const last = runs.at(-1);
    if (last !== undefined && placeOf(last.at(-1) as number) === placeOf(node) - 1) last.push(node);
    else runs.push([node]);
  }
  return runs;
}

/** The interpolated log density at a place on the line. */
function heightAt(heights: Float64Array, place: number): number {
  const points = Math.min(mostPoints, heights.length);
  const from = Math.max(0, Math.min(heights.length - points, Math.floor(place) - points / 2 + 1));
  const start = Math.floor(from);
  lagrangeWeights(place - start, points, weights);
  let height = 0;
  for (let k = 0; k < points; k++) height += (weights[k] as number) * (heights[start + k] as number);
  return height;
}

/** Between two places of one cell. */
function integral(heights: Float64Array, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  return gaussNodes.reduce(
    (sum, node, g) => sum + half * (gaussWeights[g] as number) * exp(heightAt(heights, middle + half * node)),
    0,
  );
}

function integralsBelow(heights: Float64Array): Float64Array {
  const below = new Float64Array(heights.length);
  for (let k = 1; k < heights.length; k++) below[k] = (below[k - 1] as number) + integral(heights, k - 1, k);
  return below;
}

function massBelow({ heights, below }: Line, place: number): number {
  const last = heights.length - 1;
  if (!(place > 0)) return 0;
  if (place >= last) return below[last] as number;
  const cell = Math.floor(place);
  return (below[cell] as number) + integral(heights, cell, place);
}

/** Newton's method on the distribution function, inside a bracket that it narrows. */
function invert(
  cdf: (x: number) => number,
  density: (x: number) => number,
  p: number,
  mean: number,
  sd: number,
): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  let [low, high] = [mean - sd, mean + sd];
  for (let width = sd; cdf(low) > p && width < 1e6 * sd; width *= 2) low -= width;
  for (let width = sd; cdf(high) < p && width < 1e6 * sd; width *= 2) high += width;
  let x = mean;
  for (let k = 0; k < 100; k++) {
    const excess = cdf(x) - p;
    if (excess > 0) high = x;
    else low = x;
    const newton = x - excess / density(x);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-12 * (sd + Math.abs(x))) return next;
    x = next;
  }
  return x;
}
