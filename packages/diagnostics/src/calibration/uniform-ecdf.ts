/** Judge by their whole distribution function at once whether independent values are uniform on [0, 1]. */
import { insideOf, insideProbability, tailsOf, uniformCounts } from "./count-process.js";
import { bandOf, type EcdfBand } from "./ecdf-band.js";

/** Most places at which the distribution function is looked at. */
const MOST_POINTS = 100;

const pointsFor = (size: number): number => Math.min(size, MOST_POINTS);

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
  const process = uniformCounts(size, points - 1);
  const tails = tailsOf(process);
  const worst = tails.reduce((least, at, j) => Math.min(least, at[counts[j] as number] as number), 1);
  return Math.min(1, Math.max(0, 1 - insideProbability(process, insideOf(tails, worst))));
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
  const inner = Array.from({ length: points - 1 }, (_, j) => (j + 1) / points);
  return bandOf(uniformCounts(size, points - 1), inner, probability);
}
