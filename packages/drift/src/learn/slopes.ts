/** Differentiate the evidence of a series that was filtered forwards and backwards. */
import { digamma, log } from "@credence/math";
import { endRatios } from "../polynomials/recurrence.js";
import { sumOfRows } from "../polynomials/rows.js";
import type { Parameters } from "../process/parameters.js";
import { couplings } from "./coupling.js";
import type { BothWays } from "./error.js";
import type { Grid } from "./grid.js";
import type { Sight } from "./passes.js";
import type { Sighting } from "./sightings.js";

/** Derivatives in the natural parameters. */
export type Slopes = Readonly<Parameters>;

/**
 * The derivatives of log Z, Z = ∫ Π w(x[i]) likelihood[i](x[i]) Π K[i](x[i], x[i + 1]) with K = Σ exp(−λ[n] gap) φ[n] φ[n]: expectations
 * under the smoothed law of those of log w, which are log x and log(1 − x) less their means, and of those of K, in which
 * φ[n] changes into eigenfunctions of lower degree. Undefined where the nodes are too few for a logarithm.
 */
export function slopesOf(both: BothWays, sightings: readonly Sighting[], accuracy: number): Slopes | undefined {
  const { grid } = both.scene;
  const inAlpha = logExpectation(grid, "zero", accuracy);
  const inBeta = logExpectation(grid, "one", accuracy);
  const total = { rate: 0, alpha: 0, beta: 0 };
  const mix = mixer(grid);
  const scratch = new Float64Array(grid.stride);
  for (const [i, { gap }] of sightings.entries()) {
    const smoothed = smoothedAt(both, i, scratch);
    const [logX, logRest] = [inAlpha(smoothed), inBeta(smoothed)];
    if (logX === undefined || logRest === undefined) return undefined;
    total.alpha += logX;
    total.beta += logRest;
    if (i > 0) mix.add(both, i, gap, smoothed.mass);
  }
  const { rate, alpha, beta } = mix.sum();
  return { rate, alpha: total.alpha + alpha, beta: total.beta + beta };
}

/** What is known of a rate from both sides: probabilities of nodes from `first` on, times `mass`. */
interface SmoothedNodes {
  readonly first: number;
  readonly mass: number;
  readonly weight: Float64Array;
}

/** The law at a sighting, its weights written to `scratch`. */
function smoothedAt({ forward, backward }: BothWays, i: number, scratch: Float64Array): SmoothedNodes {
  const [before, after] = [forward.sights[i] as Sight, backward.sights[i] as Sight];
  const first = Math.max(before.first, after.first);
  const end = Math.min(before.first + before.predicted.length, after.first + after.updated.length);
  const weight = scratch.subarray(0, Math.max(0, end - first));
  let mass = 0;
  for (let k = 0; k < weight.length; k++) {
    const value =
      (before.predicted[first - before.first + k] as number) * (after.updated[first - after.first + k] as number);
    weight[k] = value;
    mass += value;
  }
  return { first, mass, weight };
}

function expected(values: Float64Array, { first, mass, weight }: SmoothedNodes): number {
  let sum = 0;
  for (let k = 0; k < weight.length; k++) sum += (weight[k] as number) * (values[first + k] as number);
  return sum / mass;
}

/** Errors of expectations, and what is left out of them, are this share of the accuracy of the evidence. */
const SHARE = 1e-2;

/** Nodes of a Gauss rule of size N nearer to an end than (this/N)² do not integrate the pole of a logarithm there. */
const POLE = 12.5;

/**
 * The expectation of log x, or of log(1 − x), less its stationary mean; undefined where the nodes are too few for it.
 *
 * Polynomials approach log x on [x₀, 1] like exp(−2 √x₀ N), so that a Gauss rule integrates the logarithm itself against a law
 * that is not near its pole, and else only the polynomials in it: enough of them, if the law has no more.
 */
function logExpectation(
  grid: Grid,
  end: "zero" | "one",
  accuracy: number,
): (smoothed: SmoothedNodes) => number | undefined {
  const { alpha, beta } = grid.process;
  const s = alpha + beta;
  const [shape, logs] = end === "zero" ? [alpha, grid.logX] : [beta, grid.logRest];
  const stationary = digamma(shape) - digamma(s);
  const direct = (smoothed: SmoothedNodes): number => expected(logs, smoothed) - stationary;
  if (!grid.gauss) return direct;
  const ratios = endRatios(alpha, beta, grid.stride);
  const coefficients = inPolynomials(end === "zero" ? ratios.atZero : ratios.atOne, s);
  const polynomial = sumOfRows(coefficients, grid);
  const near = 2 * log(POLE / grid.stride);
  const least = (SHARE * accuracy) / shape;
  return (smoothed) => {
    if (weightWhere(logs, near, smoothed) < least) return direct(smoothed);
    return lastOf(coefficients, grid, smoothed) < least ? expected(polynomial, smoothed) : undefined;
  };
}

/** The first coefficients of a logarithm less its mean, −h[n, 0], as many as there are nodes. */
function inPolynomials(ratios: Float64Array, s: number): Float64Array {
  let ratio = 1;
  return ratios.map((_, n) => {
    if (n === 0) return 0;
    ratio *= ratios[n - 1] as number;
    return -(1 / n + 1 / (n + s - 1)) * ratio;
  });
}

/** What nodes nearer to the pole of a logarithm than a limit add to its expectation, at most. */
function weightWhere(logs: Float64Array, limit: number, { first, mass, weight }: SmoothedNodes): number {
  let sum = 0;
  for (let k = 0; k < weight.length; k++) {
    const value = logs[first + k] as number;
    if (value < limit) sum -= Math.abs(weight[k] as number) * value;
  }
  return sum / mass;
}

/** The larger of the last two products of coefficients, of a logarithm and of a smoothed law. */
function lastOf(coefficients: Float64Array, { table, stride }: Grid, { first, mass, weight }: SmoothedNodes): number {
  const products = [stride - 1, stride - 2].map((n) => {
    const row = n * stride + first;
    let sum = 0;
    for (let k = 0; k < weight.length; k++) sum += (weight[k] as number) * (table[row + k] as number);
    return Math.abs((sum / mass) * (coefficients[n] as number));
  });
  return Math.max(...products);
}

/** Products of coefficients that do not count. */
const FAINT = 1e-12;

/** Adds up what the gaps contribute. */
function mixer(grid: Grid) {
  const { rate, alpha, beta } = grid.process;
  const s = alpha + beta;
  const rows = grid.degree + 1;
  const { contracted, diagonal } = couplings(alpha, beta, grid.degree);
  const total = { rate: 0, alpha: 0, beta: 0 };
  const mixing = new Float64Array(rows * rows);
  const [left, right] = [new Float64Array(rows), new Float64Array(rows)];
  return {
    add: ({ scene, forward, backward }: BothWays, i: number, gap: number, mass: number): void => {
      const { coefficients: c } = forward.sights[i - 1] as Sight;
      const { coefficients: b } = backward.sights[i] as Sight;
      const decay = scene.decays[i] as Float64Array;
      let largest = 1;
      for (let n = 0; n < rows; n++) {
        const damping = (decay[n] as number) / mass;
        left[n] = (c[n] as number) * damping;
        right[n] = (b[n] as number) * damping;
        const both = (left[n] as number) * (b[n] as number);
        largest = Math.max(largest, Math.abs(c[n] as number), Math.abs(b[n] as number));
        const speed = n * ((n - 1) / s + 1);
        total.rate -= both * speed * gap;
        const shapes = (both * gap * rate * (speed - n)) / s;
        total.alpha += shapes - both * (diagonal.alpha[n] as number);
        total.beta += shapes - both * (diagonal.beta[n] as number);
      }
      let size = rows;
      while (size > 1 && largest * (Math.abs(left[size - 1] as number) + Math.abs(right[size - 1] as number)) < FAINT)
        size--;
      for (let k = 1; k < size; k++) {
        const [l, r] = [left[k] as number, right[k] as number];
        const row = k * rows;
        for (let j = 0; j < k; j++)
          mixing[row + j] = (mixing[row + j] as number) + (l * (b[j] as number) + r * (c[j] as number));
      }
    },
    sum: (): Slopes => {
      const mixed = contracted(mixing);
      return { rate: total.rate, alpha: total.alpha + mixed.alpha, beta: total.beta + mixed.beta };
    },
  };
}
