/** Follow the counts below growing places, a Markov chain, to tell how likely all of them keep inside their intervals. */
import { binomialLaw, type CountLaw, hypergeometricLaw, logFactorials, visitMasses } from "./count-laws.js";

/** How many of `size` values lie below each of `points` places. */
export interface CountProcess {
  readonly size: number;
  readonly points: number;
  /** The law of the count at place `j`. */
  at(j: number): CountLaw;
  /** The law of what is added between place `j − 1`, where the count is `from`, and place `j`; before place 0 it is 0. */
  step(j: number, from: number): CountLaw;
}

/** Independent uniform values below j / (points + 1), j = 1 … points. */
export function uniformCounts(size: number, points: number): CountProcess {
  const table = logFactorials(size);
  return {
    size,
    points,
    at: (j) => binomialLaw(table, size, (j + 1) / (points + 1)),
    step: (j, from) => binomialLaw(table, size - from, 1 / (points + 1 - j)),
  };
}

/** `size` of the ranks 1 … total, each set equally likely, among the first `places[j]`. */
export function rankCounts(size: number, total: number, places: readonly number[]): CountProcess {
  const table = logFactorials(total);
  return {
    size,
    points: places.length,
    at: (j) => hypergeometricLaw(table, total, size, places[j] as number),
    step: (j, from) => {
      const before = j === 0 ? 0 : (places[j - 1] as number);
      return hypergeometricLaw(table, total - before, size - from, (places[j] as number) - before);
    },
  };
}

/** The two-sided tail probability of every count at every place: twice the smaller tail, its own mass included. */
export function tailsOf({ size, points, at }: CountProcess): Float64Array[] {
  return Array.from({ length: points }, (_, j) => {
    const mass = new Float64Array(size + 1);
    visitMasses(at(j), (k, weight) => {
      mass[k] = weight;
    });
    const tails = new Float64Array(size + 1);
    let [below, above] = [0, 1];
    for (let k = 0; k <= size; k++) {
      const here = mass[k] as number;
      below += here;
      tails[k] = Math.min(1, 2 * Math.min(below, above));
      above -= here;
    }
    return tails;
  });
}

/** The lowest and highest count at each place whose tail probability is above `level`; lowest above highest where none is. */
export function insideOf(tails: readonly Float64Array[], level: number): { low: Int32Array; high: Int32Array } {
  // Rounding may part values that are equal by symmetry.
  const inside = (tail: number): boolean => tail > level + 1e-12;
  return {
    low: Int32Array.from(tails, (at) => (at.some(inside) ? at.findIndex(inside) : at.length)),
    high: Int32Array.from(tails, (at) => Array.from(at, inside).lastIndexOf(true)),
  };
}

/** The probability that the counts keep from `low` to `high` at every place. */
export function insideProbability(process: CountProcess, { low, high }: { low: Int32Array; high: Int32Array }): number {
  let reached = new Float64Array(process.size + 1);
  reached[0] = 1;
  let [first, last] = [0, 0];
  for (let j = 0; j < process.points; j++) {
    const next = new Float64Array(process.size + 1);
    const [least, most] = [low[j] as number, high[j] as number];
    for (let from = first; from <= last; from++) {
      const weight = reached[from] as number;
      if (weight === 0) continue;
      visitMasses(process.step(j, from), (added, mass) => {
        const to = from + added;
        if (to >= least && to <= most) next[to] = (next[to] as number) + weight * mass;
      });
    }
    reached = next;
    [first, last] = [least, most];
  }
  return reached.reduce((sum, weight) => sum + weight, 0);
}
