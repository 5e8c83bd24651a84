/** Look at all pairs of points once: sums of distances, of kernels and of nearest neighbours between blocks. */
import type { Points } from "./scores.js";

/** Square matrices over blocks, row-major, symmetric. */
export interface Pairwise {
  readonly blocks: number;
  /** Mean distance of a point of one block and a point of another. */
  readonly distances: Float64Array;
  /** Mean Gaussian kernel exp(−d² / (2 h²)). */
  readonly kernels: Float64Array;
  /** h: the median distance. */
  readonly bandwidth: number;
  /** The share of all nearest neighbours that lie between two blocks. */
  readonly neighbours: Float64Array;
}

/** @param perBlock points in each block; blocks lie one after the other */
export function pairwise(points: Points, perBlock: number): Pairwise {
  const { count } = points;
  const blocks = count / perBlock;
  const between = distancesOf(points);
  const bandwidth = medianDistance(between, count);
  const distances = new Float64Array(blocks * blocks);
  const kernels = new Float64Array(blocks * blocks);
  const weight = 1 / (perBlock * perBlock);
  const scale = -0.5 / (bandwidth * bandwidth);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / perBlock) * blocks;
    for (let j = 0; j < count; j++) {
      const distance = between[i * count + j] as number;
      const at = row + Math.floor(j / perBlock);
      distances[at] = (distances[at] as number) + weight * distance;
      kernels[at] = (kernels[at] as number) + weight * Math.exp(scale * distance * distance);
    }
  }
  return { blocks, distances, kernels, bandwidth, neighbours: neighboursOf(between, count, perBlock) };
}

function distancesOf({ values, count, dimension }: Points): Float32Array {
  const between = new Float32Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const step = (values[i * dimension + k] as number) - (values[j * dimension + k] as number);
        square += step * step;
      }
      const distance = Math.sqrt(square);
      between[i * count + j] = distance;
      between[j * count + i] = distance;
    }
  }
  return between;
}

/** Distances of different points that the median is taken of. */
const SAMPLED = 20_000;

function medianDistance(between: Float32Array, count: number): number {
  const stride = Math.max(1, Math.floor((count * count) / SAMPLED)) | 1;
  const some = Float32Array.from(
    { length: Math.floor(between.length / stride) },
    (_, i) => between[i * stride] as number,
  );
  const positive = some.filter((distance) => distance > 0).sort();
  return positive[positive.length >> 1] ?? 1;
}

/** The √n nearest neighbours of each point outside its own block, which may be its own past. */
function neighboursOf(between: Float32Array, count: number, perBlock: number): Float64Array {
  const blocks = count / perBlock;
  const most = Math.min(Math.round(Math.sqrt(count)), count - perBlock);
  const counts = new Float64Array(blocks * blocks);
  const distances = new Float32Array(most);
  const owners = new Uint16Array(most);
  for (let i = 0; i < count; i++) {
    const own = Math.floor(i / perBlock);
    let found = 0;
    for (let j = 0; j < count; j++) {
      const block = Math.floor(j / perBlock);
      const distance = between[i * count + j] as number;
      if (block === own || (found === most && distance >= (distances[most - 1] as number))) continue;
      let place = found === most ? most - 1 : found++;
      for (; place > 0 && (distances[place - 1] as number) > distance; place--) {
        distances[place] = distances[place - 1] as number;
        owners[place] = owners[place - 1] as number;
      }
      distances[place] = distance;
      owners[place] = block;
    }
    for (const block of owners) {
      for (const at of [own * blocks + block, block * blocks + own]) {
        counts[at] = (counts[at] as number) + 0.5 / (count * most);
      }
    }
  }
  return counts;
}
