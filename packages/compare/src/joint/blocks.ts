/** Cut chains into blocks that are long enough to be exchanged for each other, and take points from each. */

/** Draws laid end to end, chain by chain, and what they are worth. */
export interface Layout {
  readonly chains: number;
  /** In each chain. */
  readonly draws: number;
  /** Independent draws that the worst scalar is worth. */
  readonly size: number;
}

/** The places of the points of each block among the draws. */
export type Blocks = readonly Uint32Array[];

/**
 * Effective draws in a block. Blocks of one autocorrelation time still depend on their neighbours; what leaks out of a block
 * of ten is a twentieth of the variance.
 */
export const SIZE_PER_BLOCK = 10;

/** More blocks a side make a test no stronger, and slower. */
const MOST_BLOCKS = 64;

/** Fewer cannot be exchanged in enough ways. */
export const LEAST_BLOCKS = 8;

/** Points of both sides together; all pairs of them are looked at. */
const MOST_POINTS = 2048;

/** Pairs of points times dimensions, with what each pair costs besides, in dimensions. */
const MOST_WORK = 1.2e8;
const PAIR_COST = 12;

/**
 * Blocks of both sides: about as many on either, since a permutation test of means allows for unequal spreads only where
 * groups are of one size, and of equally many points.
 *
 * @returns null where there are too few effective draws
 */
export function cutBoth(a: Layout, b: Layout, dimension: number): readonly [Blocks, Blocks] | null {
  const points = Math.min(MOST_POINTS, Math.floor(Math.sqrt((2 * MOST_WORK) / (dimension + PAIR_COST))));
  const worth = Math.floor(Math.min(a.size, b.size) / SIZE_PER_BLOCK);
  const target = Math.min(worth, MOST_BLOCKS, points >> 1);
  if (!(target >= LEAST_BLOCKS)) return null;
  const [inA, inB] = [rangesOf(a, target), rangesOf(b, target)];
  if (Math.min(inA.length, inB.length) < LEAST_BLOCKS) return null;
  const shortest = Math.min(...[...inA, ...inB].map(([from, to]) => to - from));
  const each = Math.max(1, Math.min(shortest, Math.floor(points / (inA.length + inB.length))));
  const thin = ([from, to]: Range): Uint32Array =>
    Uint32Array.from({ length: each }, (_, i) => from + Math.floor(((i + 0.5) * (to - from)) / each));
  return [inA.map(thin), inB.map(thin)];
}

type Range = readonly [from: number, to: number];

/** Pieces of chains, or of more chains than blocks whole chains together; no block crosses into half a chain. */
function rangesOf({ chains, draws }: Layout, target: number): Range[] {
  if (chains > target) {
    const together = Math.ceil(chains / target);
    return Array.from({ length: Math.floor(chains / together) }, (_, k): Range => {
      return [k * together * draws, (k + 1) * together * draws];
    });
  }
  const pieces = Math.floor(target / chains);
  const edge = (k: number): number => Math.floor((k * draws) / pieces);
  return Array.from({ length: chains }, (_, c) =>
    Array.from({ length: pieces }, (__, k): Range => [c * draws + edge(k), c * draws + edge(k + 1)]),
  ).flat();
}
