/** Test whether independent values are uniform on [0, 1] by their whole distribution function at once. */
import { exp, log, xlog1py, xlogy } from "@credence/math";

/** Most places at which the distribution function is looked at. */
const MOST_POINTS = 100;

/**
 * The exact probability that N independent uniform values have an empirical distribution function that leaves, at one of
 * the points j / K, its pointwise binomial interval as far as the given one does at its worst: the p-value of the
 * simultaneous bands of Säilynoja, Bürkner and Vehtari (arXiv:2103.10522, section 2). The counts below the points are a
 * Markov chain with binomial steps, so the probability to stay inside is a sum over its paths.
 *
 * @param values in [0, 1], at least one
 */
export function uniformEcdfTest(values: ArrayLike<number>): number {
  const size = values.length;
  if (size === 0) throw new RangeError("uniformEcdfTest needs at least one value");
  const points = Math.min(size, MOST_POINTS);
  const counts = new Int32Array(points - 1);
  for (let i = 0; i < size; i++) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= 1)) throw new RangeError(`uniformEcdfTest: value ${i} is ${value}, outside [0, 1]`);
    for (let j = Math.max(1, Math.ceil(value * points)); j < points; j++) counts[j - 1] = (counts[j - 1] as number) + 1;
  }
  const masses = binomialMasses(size);
  const laws = Array.from(counts, (_, j) => pointwiseTails(size, (j + 1) / points, masses));
  const worst = laws.reduce((least, tails, j) => Math.min(least, tails[counts[j] as number] as number), 1);
  return Math.min(1, Math.max(0, 1 - insideProbability(size, points, laws, worst, masses)));
}

/** Two-sided tail probability of every count of a binomial law. */
function pointwiseTails(size: number, probability: number, masses: Masses): Float64Array {
  const mass = Float64Array.from({ length: size + 1 }, (_, k) => masses(k, size, probability));
  const tails = new Float64Array(size + 1);
  let below = 0;
  let above = 1;
  mass.forEach((here, k) => {
    below += here;
    tails[k] = Math.min(1, 2 * Math.min(below, above));
    above -= here;
  });
  return tails;
}

/** The probability that the counts stay where their tail probabilities are above `worst`. */
function insideProbability(
  size: number,
  points: number,
  laws: readonly Float64Array[],
  worst: number,
  masses: Masses,
): number {
  let reached = new Float64Array(size + 1);
  reached[0] = 1;
  laws.forEach((tails, j) => {
    const share = 1 / (points - j);
    const next = new Float64Array(size + 1);
    // Rounding may part values that are equal by symmetry.
    const inside = tails.map((tail) => Number(tail > worst + 1e-12));
    for (let from = 0; from <= size; from++) {
      const weight = reached[from] as number;
      if (weight === 0) continue;
      for (let to = from; to <= size; to++) {
        if (inside[to] === 1) next[to] = (next[to] as number) + weight * masses(to - from, size - from, share);
      }
    }
    reached = next;
  });
  return reached.reduce((sum, weight) => sum + weight, 0);
}

/** The binomial mass of k in n, for n up to `size`. */
type Masses = (k: number, n: number, p: number) => number;

function binomialMasses(size: number): Masses {
  const logFactorial = new Float64Array(size + 1);
  for (let n = 2; n <= size; n++) logFactorial[n] = (logFactorial[n - 1] as number) + log(n);
  const of = (n: number): number => logFactorial[n] as number;
  return (k, n, p) => exp(of(n) - of(k) - of(n - k) + xlogy(k, p) + xlog1py(n - k, -p));
}
