/** Measure how far two weighted sets of points are apart along random directions: the sliced Wasserstein distance. */
import type { Rng } from "@credence/math";
import type { Points } from "./scores.js";

/** The points along each direction, in order. */
export interface Slices {
  readonly directions: number;
  readonly count: number;
  /** The block of each point, direction by direction. */
  readonly owners: Uint16Array;
  /** How far the next point is. */
  readonly gaps: Float64Array;
}

/** Projections of all points together: what a permutation costs. */
const MOST_PROJECTIONS = 65_536;

export function slicesOf({ values, count, dimension }: Points, perBlock: number, stream: Rng): Slices {
  const directions = Math.max(8, Math.min(64, Math.floor(MOST_PROJECTIONS / count)));
  const owners = new Uint16Array(directions * count);
  const gaps = new Float64Array(directions * count);
  const direction = new Float64Array(dimension);
  for (let d = 0; d < directions; d++) {
    stream.normals(direction);
    const length = Math.hypot(...direction);
    const along = Float64Array.from({ length: count }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += (values[i * dimension + k] as number) * (direction[k] as number);
      return sum / length;
    });
    const order = Uint32Array.from(along.keys()).sort((i, j) => (along[i] as number) - (along[j] as number));
    order.forEach((point, i) => {
      owners[d * count + i] = Math.floor(point / perBlock);
      const next = order[i + 1];
      gaps[d * count + i] = next === undefined ? 0 : (along[next] as number) - (along[point] as number);
    });
  }
  return { directions, count, owners, gaps };
}

/**
 * The mean over the directions of W₁ = ∫ |F − G| (Bonneel, Rabin, Peyré and Pfister 2015), F and G being the parts with
 * positive and with negative weights.
 *
 * @param weights of a point of each block
 */
export function slicedDistance({ directions, count, owners, gaps }: Slices, weights: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < directions; d++) {
    let difference = 0;
    const end = (d + 1) * count;
    for (let i = d * count; i < end; i++) {
      difference += weights[owners[i] as number] as number;
      sum += Math.abs(difference) * (gaps[i] as number);
    }
  }
  return sum / directions;
}
