/** Measure how far two groups of blocks are apart by four metrics at once, whichever blocks are in either. */
import type { Pairwise } from "./pairwise.js";
import { type Slices, slicedDistance } from "./sliced.js";

/** How far two joint laws are apart: the energy distance, the maximum mean discrepancy, the sliced Wasserstein distance, R*. */
export type Metric = "energy" | "mmd" | "slicedWasserstein" | "rStar";

/** The metrics, in the order in which they are computed. */
export const METRICS: readonly Metric[] = ["energy", "mmd", "slicedWasserstein", "rStar"];

/** What the metrics are computed from. */
export interface Prepared {
  readonly pairwise: Pairwise;
  readonly slices: Slices;
  /** Points in each block. */
  readonly perBlock: number;
}

/**
 * All metrics between two groups of blocks.
 *
 * - Energy distance √(2 E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖) (Székely and Rizzo 2013).
 * - Maximum mean discrepancy √(E k(X, X′) + E k(Y, Y′) − 2 E k(X, Y)), k Gaussian (Gretton et al. 2012).
 * - Sliced Wasserstein distance.
 * - R* (Lambert and Vehtari 2022, arXiv:2003.07900): how often a classifier by nearest neighbours names the right group, over
 *   how often it would by chance.
 *
 * @param groups 1 or 2 for each block, 0 for blocks that are left out
 */
export function metricsBetween({ pairwise, slices, perBlock }: Prepared, groups: Uint8Array): number[] {
  const { blocks, distances, kernels, neighbours } = pairwise;
  const [first, second] = [countOf(groups, 1), countOf(groups, 2)];
  const signs = Float64Array.from(groups, (group) => (group === 1 ? 1 / first : group === 2 ? -1 / second : 0));
  let energy = 0;
  let mmd = 0;
  let same = 0;
  let all = 0;
  for (let i = 0; i < blocks; i++) {
    const own = groups[i] as number;
    if (own === 0) continue;
    const sign = signs[i] as number;
    for (let j = 0; j <= i; j++) {
      const at = i * blocks + j;
      // The matrices are symmetric.
      const times = j < i ? 2 : 1;
      const product = times * sign * (signs[j] as number);
      energy -= product * (distances[at] as number);
      mmd += product * (kernels[at] as number);
      const weight = times * (neighbours[at] as number);
      if (groups[j] === own) same += weight;
      if (groups[j] !== 0) all += weight;
    }
  }
  const total = first + second;
  const chance = (first * (first - 1) + second * (second - 1)) / (total * (total - 1));
  const sliced = slicedDistance(
    slices,
    signs.map((sign) => sign / perBlock),
  );
  return [Math.sqrt(Math.max(0, energy)), Math.sqrt(Math.max(0, mmd)), sliced, same / all / chance];
}

const countOf = (groups: Uint8Array, group: number): number =>
  groups.reduce((n, own) => n + (own === group ? 1 : 0), 0);
