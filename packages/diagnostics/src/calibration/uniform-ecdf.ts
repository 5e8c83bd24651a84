/** Judge by their whole distribution function at once whether independent values are uniform on [0, 1]. */
import { exp, log, xlog1py, xlogy } from "@credence/math";

/** Most places at which the distribution function is looked at. */
const MOST_POINTS = 100;

/** Where the empirical distribution function of uniform values stays, all of it at once. */
export interface EcdfBand {
  /** The points j / K, of which 0 and 1 are the ends. */
  readonly at: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

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
  const points = pointsFor(size);
  const counts = new Int32Array(points - 1);
  for (let i = 0; i < size; i++) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= 1)) throw new RangeError(`uniformEcdfTest: value ${i} is ${value}, outside [0, 1]`);
    for (let j = Math.max(1, Math.ceil(value * points)); j < points; j++) counts[j - 1] = (counts[j - 1] as number) + 1;
  }
  const masses = binomialMasses(size);
  const laws = lawsOf(size, points, masses);
  const worst = laws.reduce((least, tails, j) => Math.min(least, tails[counts[j] as number] as number), 1);
  return Math.min(1, Math.max(0, 1 - insideProbability(size, points, laws, worst, masses)));
}

/**
 * The simultaneous band of the same test: the narrowest pointwise binomial intervals at the points j / K that N independent
 * uniform values leave nowhere with at least the given probability. Values leave the band of 0.95 exactly when the test
 * gives at most 0.05.
 *
 * @param size how many values, at least 1
 */
export function uniformEcdfBand(size: number, probability = 0.95): EcdfBand {
  if (!(Number.isInteger(size) && size >= 1))
    throw new RangeError(`uniformEcdfBand: size is ${size}; give a whole number of 1 or more`);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`uniformEcdfBand: probability is ${probability}; give a number between 0 and 1`);
  const points = pointsFor(size);
  const masses = binomialMasses(size);
  const laws = lawsOf(size, points, masses);
  // At this level the sum of all tails is at most 1 − probability.
  const safe = (1 - probability) / points;
  const narrowest = narrowestLevel(
    safe,
    (level) => insideProbability(size, points, laws, level, masses) >= probability,
  );
  const ranges = laws.map((tails) => rangeInside(tails, narrowest));
  const share = (count: number): number => count / size;
  return {
    at: Float64Array.from({ length: points + 1 }, (_, j) => j / points),
    low: Float64Array.from([0, ...ranges.map(([low]) => share(low)), 1]),
    high: Float64Array.from([0, ...ranges.map(([, high]) => share(high)), 1]),
  };
}

const pointsFor = (size: number): number => Math.min(size, MOST_POINTS);

const lawsOf = (size: number, points: number, masses: Masses): Float64Array[] =>
  Array.from({ length: points - 1 }, (_, j) => pointwiseTails(size, (j + 1) / points, masses));

/** The largest level, to a part in 10⁵, that passes; `safe` does, and what is lower than one that does. */
function narrowestLevel(safe: number, passes: (level: number) => boolean): number {
  let [low, high] = [safe, 1];
  while (high > low * (1 + 1e-5)) {
    const middle = Math.sqrt(low * high);
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return low;
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

/** The first and last count whose tail probability is above a level; rounding may part what is equal by symmetry. */
function rangeInside(tails: Float64Array, level: number): [number, number] {
  const inside = (tail: number): boolean => tail > level + 1e-12;
  const low = tails.findIndex(inside);
  let high = low;
  while (high + 1 < tails.length && inside(tails[high + 1] as number)) high++;
  return [low, high];
}

/** Steps of the chain of counts further from their mean than this many standard deviations are left out. */
const FAR = 9;

/** The probability that the counts stay where their tail probabilities are above `worst`. */
function insideProbability(
  size: number,
  points: number,
  laws: readonly Float64Array[],
  worst: number,
  masses: Masses,
): number {
  let reached = Float64Array.of(1);
  let first = 0;
  for (const [j, tails] of laws.entries()) {
    const [low, high] = rangeInside(tails, worst);
    if (low === -1) return 0;
    const share = 1 / (points - j);
    const next = new Float64Array(high - low + 1);
    reached.forEach((weight, i) => {
      const left = size - first - i;
      const reach = FAR * Math.sqrt(left * share * (1 - share)) + FAR;
      const from = Math.max(low, Math.floor(first + i + left * share - reach), first + i);
      const to = Math.min(high, Math.ceil(first + i + left * share + reach));
      if (from > to) return;
      let step = from - first - i;
      let mass = weight * masses(step, left, share);
      for (let k = from; k <= to; k++, step++) {
        next[k - low] = (next[k - low] as number) + mass;
        // The ratio of neighbouring binomial masses.
        mass *= ((left - step) * share) / ((step + 1) * (1 - share));
      }
    });
    reached = next;
    first = low;
  }
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
