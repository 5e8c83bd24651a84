/** Cover a density by its multilinear interpolant times a constant, and learn how far interpolation is to be trusted. */
import { exp } from "@credence/math";
import { type Box, boxAround, cellOf, densityIn, heightIn, neighbours } from "./box.js";
import { growLattice, type Lattice } from "./lattice.js";

/** Mass by which the density may exceed its envelope, in all. */
const excessAllowed = 1e-6;
const centerDepth = 12;

/** What is proposed, and what is known of the density from it. */
export interface Envelope {
  readonly lattice: Lattice;
  readonly box: Box;
  /** For each cell, twice the largest error of the interpolated log density at the centres of the cells around; NaN if unknown. */
  readonly doubt: Float64Array;
  readonly constant: number;
  readonly excess: number;
}

/** On a finer lattice if that takes fewer evaluations than `count` draws would on this one. */
export function envelopeOf(lattice: Lattice, logDensity: (z: Float64Array) => number, count: number): Envelope {
  const { dimension, step, top, depth } = lattice;
  const box = boxAround(lattice);
  const budget = 2 * lattice.count + 64;
  const centers = growLattice((z) => logDensity(z) - top, dimension, {
    step,
    shift: 0.5,
    depth: Math.min(depth, centerDepth),
    budget,
  });
  const { doubt, ratios, doubtful } = compare(box, centers);
  if (count * doubtful > 4 * lattice.count) {
    const finer = growLattice(logDensity, dimension, { step: step * Math.SQRT1_2, depth, budget: 2 * budget });
    if (finer.complete) return envelopeOf(finer, logDensity, count);
  }
  return { lattice, box, doubt, ...constantFor(ratios) };
}

/** The density at a cell centre and the interpolant there, relative to the highest node. */
interface Ratio {
  readonly cell: number;
  readonly density: number;
  readonly proposal: number;
}

interface Comparison extends Pick<Envelope, "doubt"> {
  readonly ratios: readonly Ratio[];
  /** About the share of draws that interpolation leaves in doubt. */
  readonly doubtful: number;
}

function compare(box: Box, centers: Lattice): Comparison {
  const { dimension, count, logDensities, places } = centers;
  const errors = new Float64Array(box.size).fill(Number.NaN);
  const point = new Float64Array(dimension);
  const ratios: Ratio[] = [];
  for (let node = 0; node < count; node++) {
    for (let i = 0; i < dimension; i++) point[i] = (places[node * dimension + i] as number) + 0.5;
    const cell = cellOf(box, point);
    const height = logDensities[node] as number;
    if (cell >= 0) errors[cell] = Math.abs(heightIn(box, cell) - height);
    ratios.push({ cell, density: exp(height), proposal: densityIn(box, cell) });
  }
  const around = neighbours(box);
  const doubt = errors.map((own, cell) => {
    if (Number.isNaN(own)) return Number.NaN;
    let worst = own;
    for (const by of around) {
      const error = errors[cell + by] as number;
      if (error > worst) worst = error;
    }
    return 2 * worst + 1e-9;
  });
  let [doubtful, total] = [0, 0];
  for (let node = 0; node < count; node++) {
    const { density, cell } = ratios[node] as Ratio;
    total += density;
    const unsure = 2 * (doubt[cell] as number);
    doubtful += density * (Number.isNaN(unsure) ? 1 : Math.min(unsure, 1));
  }
  return { doubt, ratios, doubtful: doubtful / total };
}

/** The smallest constant with which the proposal covers the density but for an excess that does not matter. */
function constantFor(ratios: readonly Ratio[]): Pick<Envelope, "constant" | "excess"> {
  const total = ratios.reduce((sum, { density }) => sum + density, 0);
  const falling = [...ratios]
    .filter(({ density, proposal }) => density > proposal && proposal > 0)
    .sort((a, b) => b.density / b.proposal - a.density / a.proposal);
  const excessAt = (constant: number): number =>
    ratios.reduce((sum, { density, proposal }) => sum + Math.max(0, density - constant * proposal), 0) / total;
  let constant = 1;
  let above = 0; // densities and proposals of the ratios above the constant
  let below = 0;
  for (const { density, proposal } of falling) {
    const ratio = density / proposal;
    if (above - ratio * below > excessAllowed * total) break;
    constant = ratio;
    above += density;
    below += proposal;
  }
  const safe = 1.01 * constant;
  return { constant: safe, excess: excessAt(safe) };
}
