/** Sum a lattice by classes of nodes: the parities of their places, from which aliasing shows, and shells towards the edge. */
import { exp } from "@credence/math";
import type { CubicMap } from "./cubic-map.js";
import { coordinatesOf, type Lattice } from "./lattice.js";
import type { Functionals, Moments } from "./types.js";

/** Weighted sums over a class of nodes: of 1, of each functional and of its square, less their values at `reference`. */
export interface ClassSums {
  mass: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export interface LatticeSums {
  /** Weights relative to the highest node; not divided by their sum. */
  readonly weights: Float64Array;
  readonly total: number;
  readonly moments: Moments;
  /** The mean less the reference, which the sums of the classes are relative to. */
  readonly centers: Float64Array;
  /** By parity of the places, one bit an axis. */
  readonly parities: readonly ClassSums[];
  /** The outer two fifths of the lattice's depth, and the two fifths within: no less, as coarse lattices have few nodes. */
  readonly shells: readonly [outer: ClassSums, inner: ClassSums];
}

const negligible = 1e-18;

export function sumLattice(lattice: Lattice, map: CubicMap, functionals: Functionals): LatticeSums {
  const { dimension, count, depth, top, logDensities, places } = lattice;
  const weights = logDensities.map((value) => exp(value - top));
  const size = functionals.count;
  const parities = Array.from({ length: 1 << dimension }, () => emptySums(size));
  const shells = [emptySums(size), emptySums(size)] as const;
  const z = new Float64Array(dimension);
  const position = new Float64Array(dimension);
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  const reference = new Float64Array(size);
  for (let node = 0; node < count; node++) {
    const weight = weights[node] as number;
    if (weight < negligible) continue;
    coordinatesOf(lattice, node, z);
    map.place(z, position, 0);
    functionals.at(position, mean, variance);
    if (node === 0) reference.set(mean);
    let parity = 0;
    for (let i = 0; i < dimension; i++) parity |= ((places[node * dimension + i] as number) & 1) << i;
    add(parities[parity] as ClassSums, weight, mean, variance, reference);
    const shell = shells[Math.floor((depth - top + (logDensities[node] as number)) / (0.4 * depth))];
    if (shell !== undefined) add(shell, weight, mean, variance, reference);
  }
  return { weights, parities, shells, ...pooled(parities, reference) };
}

const emptySums = (size: number): ClassSums => ({
  mass: 0,
  first: new Float64Array(size),
  second: new Float64Array(size),
});

function add(
  sums: ClassSums,
  weight: number,
  mean: Float64Array,
  variance: Float64Array,
  reference: Float64Array,
): void {
  const { first, second } = sums;
  sums.mass += weight;
  for (let f = 0; f < mean.length; f++) {
    const away = (mean[f] as number) - (reference[f] as number);
    first[f] = (first[f] as number) + weight * away;
    second[f] = (second[f] as number) + weight * (away * away + (variance[f] as number));
  }
}

function pooled(
  classes: readonly ClassSums[],
  reference: Float64Array,
): { readonly total: number; readonly moments: Moments; readonly centers: Float64Array } {
  const total = classes.reduce((sum, { mass }) => sum + mass, 0);
  const average = (of: "first" | "second", f: number): number =>
    classes.reduce((sum, each) => sum + (each[of][f] as number), 0) / total;
  const centers = reference.map((_, f) => average("first", f));
  const sd = reference.map((_, f) => Math.sqrt(Math.max(0, average("second", f) - (centers[f] as number) ** 2)));
  return { total, centers, moments: { mean: reference.map((r, f) => r + (centers[f] as number)), sd } };
}

/** In the class, ∑ weight · (f − mean)/sd, and ∑ weight · ((f − mean)/sd)², of one functional. */
export function standardised(
  { mass, first, second }: ClassSums,
  f: number,
  center: number,
  sd: number,
): { readonly first: number; readonly second: number } {
  if (!(sd > 0)) return { first: 0, second: 0 };
  const [one, two] = [first[f] as number, second[f] as number];
  return {
    first: (one - center * mass) / sd,
    second: (two - 2 * center * one + center * center * mass) / (sd * sd),
  };
}
