/** Lay the nodes of a lattice out in a box, so that the density at a point is interpolated from the nodes around it. */
import { exp } from "@credence/math";
import { lagrangeWeights } from "./lagrange.js";
import type { Lattice } from "./lattice.js";

/** A row-major box around a lattice, wider by some cells on every side. Points are given in steps of the lattice. */
export interface Box {
  readonly dimension: number;
  /** Place of the first node on each axis, and how many there are. */
  readonly low: Int32Array;
  readonly length: Int32Array;
  readonly stride: Int32Array;
  readonly size: number;
  /** Log densities relative to the highest node, extrapolated beside the nodes; NaN where none is near. */
  readonly heights: Float64Array;
  /** Densities relative to the highest node; 0 where there is no node. */
  readonly densities: Float64Array;
  /** The cell last found, as places of its lowest corner in the box and what lies beyond it, in steps. */
  readonly corner: Int32Array;
  readonly beyond: Float64Array;
  /** Scratch of the interpolation, by axis. */
  readonly weights: readonly Float64Array[];
}

/** Cells around the nodes: as far as stencils reach out of the lattice. */
const margin = 3;
/** Points on each axis from which log densities are interpolated, by dimension; fewer at the edge. */
export const stencils: readonly number[] = [6, 6, 4];

export function boxAround({ dimension, count, places, logDensities, top }: Lattice): Box {
  const low = new Int32Array(dimension);
  const length = new Int32Array(dimension);
  const stride = new Int32Array(dimension);
  let size = 1;
  for (let i = dimension - 1; i >= 0; i--) {
    let [least, most] = [0, 0];
    for (let node = 0; node < count; node++) {
      const place = places[node * dimension + i] as number;
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
    low[i] = least - margin;
    length[i] = most - least + 1 + 2 * margin;
    stride[i] = size;
    size *= length[i] as number;
  }
  const heights = new Float64Array(size).fill(Number.NaN);
  const densities = new Float64Array(size);
  for (let node = 0; node < count; node++) {
    let index = 0;
    for (let i = 0; i < dimension; i++)
      index += ((places[node * dimension + i] as number) - (low[i] as number)) * (stride[i] as number);
    const height = (logDensities[node] as number) - top;
    densities[index] = exp(height);
    if (height > -Infinity) heights[index] = height;
  }
  for (let layer = 0; layer < margin; layer++) extrapolate(heights, stride);
  const corner = new Int32Array(dimension);
  const beyond = new Float64Array(dimension);
  const weights = Array.from(low, () => new Float64Array(stencils[0] as number));
  return { dimension, low, length, stride, size, heights, densities, corner, beyond, weights };
}

/**
 * Fills places beside three known ones in a row as the parabola through these goes on, averaged over directions: it
 * completes the stencils of the edge. How wrong that may be is measured where the interpolant is compared.
 */
function extrapolate(heights: Float64Array, stride: Int32Array): void {
  const known = heights.slice();
  for (let index = 0; index < known.length; index++) {
    if (!Number.isNaN(known[index])) continue;
    let [sum, count] = [0, 0];
    for (const by of stride) {
      for (const step of [by, -by]) {
        const [a, b, c] = [known[index + step], known[index + 2 * step], known[index + 3 * step]];
        const next = 3 * (a as number) - 3 * (b as number) + (c as number);
        if (next < 0) {
          sum += next;
          count++;
        }
      }
    }
    if (count > 0) heights[index] = sum / count;
  }
}

/** The index of the lowest corner of the cell that holds the point; −1 outside the box. */
export function cellOf({ dimension, low, length, stride, corner, beyond }: Box, point: Float64Array): number {
  let index = 0;
  for (let i = 0; i < dimension; i++) {
    const place = Math.floor(point[i] as number);
    const from = place - (low[i] as number);
    if (from < 0 || from > (length[i] as number) - 2) return -1;
    corner[i] = from;
    beyond[i] = (point[i] as number) - place;
    index += from * (stride[i] as number);
  }
  return index;
}

/** The multilinear interpolant of the density in the cell last found. */
export function densityIn({ dimension, stride, densities, beyond }: Box, cell: number): number {
  if (cell < 0) return 0;
  let sum = 0;
  for (let vertex = 0; vertex < 1 << dimension; vertex++) {
    let weight = 1;
    let index = cell;
    for (let i = 0; i < dimension; i++) {
      const share = beyond[i] as number;
      if ((vertex >> i) & 1) {
        weight *= share;
        index += stride[i] as number;
      } else weight *= 1 - share;
    }
    sum += weight * (densities[index] as number);
  }
  return sum;
}

/** The log density interpolated by polynomials in the cell last found; NaN where too few nodes are near. */
export function heightIn(box: Box, cell: number): number {
  if (cell < 0) return Number.NaN;
  const { dimension, length, stride, corner, beyond, weights } = box;
  for (let points = stencils[dimension - 1] as number; points >= 2; points -= 2) {
    const before = points / 2 - 1;
    let from = cell;
    let fits = true;
    for (let i = 0; i < dimension; i++) {
      const first = (corner[i] as number) - before;
      fits &&= first >= 0 && first + points <= (length[i] as number);
      from -= before * (stride[i] as number);
      lagrangeWeights((beyond[i] as number) + before, points, weights[i] as Float64Array);
    }
    const height = fits ? stencilSum(box, from, points) : Number.NaN;
    if (!Number.isNaN(height)) return height;
  }
  return Number.NaN;
}

/** The sum over a stencil of log densities times the weights of each axis. */
function stencilSum(box: Box, from: number, points: number): number {
  if (box.dimension === 1) return lineSum(box, from, points);
  if (box.dimension === 2) return planeSum(box, from, points);
  const own = box.weights[0] as Float64Array;
  const by = box.stride[0] as number;
  let sum = 0;
  for (let k = 0; k < points; k++) sum += (own[k] as number) * planeSum(box, from + k * by, points);
  return sum;
}

/** Over the last two axes. */
function planeSum(box: Box, from: number, points: number): number {
  const own = box.weights[box.dimension - 2] as Float64Array;
  const by = box.stride[box.dimension - 2] as number;
  let sum = 0;
  for (let k = 0; k < points; k++) sum += (own[k] as number) * lineSum(box, from + k * by, points);
  return sum;
}

/** Over the last axis, whose nodes lie side by side. */
function lineSum({ dimension, weights, heights }: Box, from: number, points: number): number {
  const own = weights[dimension - 1] as Float64Array;
  let sum = 0;
  for (let k = 0; k < points; k++) sum += (own[k] as number) * (heights[from + k] as number);
  return sum;
}

/** Indices of a cell's neighbours, itself among them, less its own. */
export const neighbours = ({ stride }: Box): readonly number[] =>
  stride.reduce<number[]>((all, by) => all.flatMap((index) => [index - by, index, index + by]), [0]);
