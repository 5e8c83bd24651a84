/** Filter by the dual process on the lattice of counts: exact for any number of categories, for small counts. */
import { exp, lgamma, lgammaDiff, log, type Rng, randomCategorical, randomDirichlet } from "@credence/math";
import { componentsLaw } from "../laws/mixture.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";
import { FORGOTTEN } from "./moran.js";

/**
 * Σ weight[m] Dirichlet(alpha + m) over the lattice of counts m ≤ `counts` (Papaspiliopoulos and Ruggiero 2014).
 * Cells are row-major, the last category fastest.
 */
export interface Lattice {
  /** Largest count of each category. */
  readonly counts: readonly number[];
  readonly weight: Float64Array;
}

/** More cells than this take too long to move. */
const MOST_CELLS = 200_000;

/** The lattice of one cell: the stationary law. */
export const stationaryLattice = (categories: number): Lattice => ({
  counts: Array.from({ length: categories }, () => 0),
  weight: Float64Array.of(1),
});

/** A belief about one rate, as a lattice of two categories. */
export function latticeBelief(process: Parameters, successes: number, failures: number): Belief {
  const start = [successes, failures];
  if (!start.every((count) => Number.isInteger(count) && count >= 0))
    throw new RangeError(
      `filter: the engine "lattice" starts from beta(alpha + i, beta + j) with whole i, j ≥ 0, not from beta(${process.alpha + successes}, ${process.beta + failures}); use the engine "spectral" or "moran"`,
    );
  return onLattice(process, withCounts(stationaryLattice(2), start));
}

function onLattice(process: Parameters, lattice: Lattice): Belief {
  const alpha = [process.alpha, process.beta];
  const [, second = 0] = lattice.counts;
  const belief: Belief = {
    law: componentsLaw(
      lattice.weight,
      (cell) => process.alpha + Math.floor(cell / (second + 1)),
      (cell) => process.beta + (cell % (second + 1)),
    ),
    after: (dt) => (dt === 0 ? belief : onLattice(process, latticeAfter(process.rate, alpha, lattice, dt))),
    given: (successes, failures) => {
      const next = latticeGiven(alpha, lattice, [successes, failures]);
      return { belief: onLattice(process, next.lattice), logEvidence: next.logEvidence };
    },
  };
  return belief;
}

/** Conditions on multinomial counts. @throws RangeError when the lattice would become too large */
export function latticeGiven(
  alpha: readonly number[],
  lattice: Lattice,
  counts: readonly number[],
): { lattice: Lattice; logEvidence: number } {
  const trials = counts.reduce((sum, count) => sum + count, 0);
  const s = alpha.reduce((sum, a) => sum + a, 0);
  const logs = lattice.weight.map((w) => (w > 0 ? log(w) : -Infinity));
  eachCell(lattice.counts, (cell, m) => {
    if (logs[cell] === -Infinity) return;
    let total = s;
    let sum = 0;
    for (let j = 0; j < m.length; j++) {
      const at = (alpha[j] as number) + (m[j] as number);
      total += m[j] as number;
      sum += lgammaDiff(at, counts[j] as number);
    }
    logs[cell] = (logs[cell] as number) + sum - lgammaDiff(total, trials);
  });
  const peak = logs.reduce((most, value) => Math.max(most, value));
  const weight = logs.map((value) => exp(value - peak));
  const total = weight.reduce((sum, w) => sum + w, 0);
  const coefficient = lgamma(trials + 1) - counts.reduce((sum, count) => sum + lgamma(count + 1), 0);
  const updated = { counts: lattice.counts, weight: weight.map((w) => w / total) };
  return { lattice: withCounts(updated, counts), logEvidence: coefficient + peak + log(total) };
}

/** The lattice with every cell moved by these counts. @throws RangeError when it would become too large */
export function withCounts(lattice: Lattice, added: readonly number[]): Lattice {
  const counts = lattice.counts.map((count, j) => count + (added[j] as number));
  const cells = counts.reduce((product, count) => product * (count + 1), 1);
  if (cells > MOST_CELLS)
    throw new RangeError(
      `filter: the lattice of these counts would have ${cells} cells, and more than ${MOST_CELLS} take too long; pass fewer trials, or ${counts.length === 2 ? 'use the engine "spectral" or "moran"' : "merge categories"}`,
    );
  const weight = new Float64Array(cells);
  eachCell(lattice.counts, (cell, m) => {
    const moved = m.map((count, j) => count + (added[j] as number));
    weight[cellOf(counts, moved)] = lattice.weight[cell] as number;
  });
  return { counts, weight };
}

/** Jumps expected in one piece of time. */
const PIECE = 50;

/** Lets time pass: trials cease to matter one by one, at rates n(n + s − 1)/s, each equally likely to be next. */
export function latticeAfter(rate: number, alpha: readonly number[], lattice: Lattice, dt: number): Lattice {
  if (rate * dt > FORGOTTEN) return stationaryLattice(alpha.length);
  const s = alpha.reduce((sum, a) => sum + a, 0);
  const totals = new Float64Array(lattice.weight.length);
  eachCell(lattice.counts, (cell, m) => {
    totals[cell] = m.reduce((sum, count) => sum + count, 0);
  });
  let left = (rate / s) * dt;
  let weight = lattice.weight;
  while (left > 0) {
    let most = 0;
    for (let cell = 0; cell < weight.length; cell++)
      if ((weight[cell] as number) > DUST) most = Math.max(most, totals[cell] as number);
    if (most === 0) break;
    const fast = most * (most + s - 1);
    const piece = Math.min(left, PIECE / fast);
    weight = dying(lattice.counts, totals, s, weight, fast, fast * piece, most);
    left -= piece;
  }
  const total = weight.reduce((sum, w) => sum + w, 0);
  return trimmed({ counts: lattice.counts, weight: weight.map((w) => w / total) });
}

/** Weights that add up to less than this are left out. */
const DUST = 1e-25;

/** The lattice without the largest counts of each category that time has emptied. */
function trimmed({ counts, weight }: Lattice): Lattice {
  const shares = counts.map((count) => new Float64Array(count + 1));
  eachCell(counts, (cell, m) => {
    m.forEach((count, j) => {
      const share = shares[j] as Float64Array;
      share[count] = (share[count] as number) + (weight[cell] as number);
    });
  });
  const left = shares.map((share) => {
    let most = share.length - 1;
    while (most > 0 && (share[most] as number) < DUST) most--;
    return most;
  });
  if (left.every((most, j) => most === counts[j])) return { counts, weight };
  const kept = new Float64Array(left.reduce((product, count) => product * (count + 1), 1));
  eachCell(left, (cell, m) => {
    kept[cell] = weight[cellOf(counts, m)] as number;
  });
  return { counts: left, weight: kept };
}

/** Uniformisation of the death process on the lattice; cells above `most` trials are empty. */
function dying(
  counts: readonly number[],
  totals: Float64Array,
  s: number,
  start: Float64Array,
  fast: number,
  jumps: number,
  most: number,
): Float64Array {
  const strides = stridesOf(counts);
  const sum = new Float64Array(start.length);
  let term = start.map((w, cell) => ((totals[cell] as number) <= most ? w : 0));
  let logPoisson = -jumps;
  const sweeps = Math.ceil(jumps + 15 * Math.sqrt(jumps) + 50);
  for (let r = 0; ; r++) {
    const poisson = exp(logPoisson);
    for (let cell = 0; cell < sum.length; cell++) sum[cell] = (sum[cell] as number) + poisson * (term[cell] as number);
    if (r === sweeps) return sum;
    logPoisson += log(jumps / (r + 1));
    const next = new Float64Array(term.length);
    for (let cell = 0; cell < term.length; cell++) {
      const w = term[cell] as number;
      if (w === 0) continue;
      const n = totals[cell] as number;
      const chance = (n * (n + s - 1)) / fast;
      next[cell] = (next[cell] as number) + (1 - chance) * w;
      for (let j = 0; j < strides.length; j++) {
        const stride = strides[j] as number;
        const m = Math.floor(cell / stride) % ((counts[j] as number) + 1);
        if (m > 0) next[cell - stride] = (next[cell - stride] as number) + ((chance * m) / n) * w;
      }
    }
    term = next;
  }
}

/** Calls `visit` for each cell with its counts, which it must not keep. */
export function eachCell(counts: readonly number[], visit: (cell: number, m: number[]) => void): void {
  const m = counts.map(() => 0);
  const cells = counts.reduce((product, count) => product * (count + 1), 1);
  for (let cell = 0; cell < cells; cell++) {
    visit(cell, m);
    for (let j = m.length - 1; j >= 0; j--) {
      m[j] = (m[j] as number) + 1;
      if ((m[j] as number) <= (counts[j] as number)) break;
      m[j] = 0;
    }
  }
}

function stridesOf(counts: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let j = counts.length - 1; j >= 0; j--) {
    strides[j] = stride;
    stride *= (counts[j] as number) + 1;
  }
  return strides;
}

const cellOf = (counts: readonly number[], m: readonly number[]): number =>
  stridesOf(counts).reduce((cell, stride, j) => cell + stride * (m[j] as number), 0);

/** One draw of the vector of rates. */
export function latticeDraw(alpha: readonly number[], { counts, weight }: Lattice, rng: Rng): Float64Array {
  const cell = randomCategorical(rng, weight);
  const strides = stridesOf(counts);
  return randomDirichlet(
    rng,
    alpha.map((a, j) => a + (Math.floor(cell / (strides[j] as number)) % ((counts[j] as number) + 1))),
  );
}
