/** Differentiate the evidence of a series that was filtered forwards and backwards. */
import { digamma, exp } from "@credence/math";
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
export function slopesOf(both: BothWays, sightings: readonly Sighting[]): Slopes | undefined {
  const logs = logsOf(both.scene.grid);
  const total = { rate: 0, alpha: 0, beta: 0 };
  const mix = mixer(both.scene.grid);
  for (const [i, { gap }] of sightings.entries()) {
    const smoothed = smoothedAt(both, i);
    if (!logs.enough(smoothed)) return undefined;
    total.alpha += expected(logs.logX, smoothed);
    total.beta += expected(logs.logRest, smoothed);
    if (i > 0 && !mix.add(both, i, gap, smoothed.mass)) return undefined;
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

function smoothedAt({ forward, backward }: BothWays, i: number): SmoothedNodes {
  const [before, after] = [forward.sights[i] as Sight, backward.sights[i] as Sight];
  const first = Math.max(before.first, after.first);
  const end = Math.min(before.first + before.predicted.length, after.first + after.updated.length);
  const weight = new Float64Array(Math.max(0, end - first));
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

/** log x and log(1 − x) less their stationary means, in a form that the nodes of a grid integrate. */
interface Logs {
  readonly logX: Float64Array;
  readonly logRest: Float64Array;
  /** Whether there are enough nodes for them. */
  enough(smoothed: SmoothedNodes): boolean;
}

function logsOf(grid: Grid): Logs {
  const { alpha, beta } = grid.process;
  const s = alpha + beta;
  if (grid.gauss) {
    const { atZero, atOne } = endRatios(alpha, beta, grid.stride);
    const enough = ended(grid);
    return { logX: projected(grid, atZero, s), logRest: projected(grid, atOne, s), enough };
  }
  const [meanLogX, meanLogRest] = [digamma(alpha) - digamma(s), digamma(beta) - digamma(s)];
  return {
    logX: grid.logX.map((x) => x - meanLogX),
    logRest: grid.logRest.map((x) => x - meanLogRest),
    enough: () => true,
  };
}

/** A logarithm at Gauss nodes, projected on the polynomials that they integrate: −Σ h[n, 0] φ[n]. */
function projected(grid: Grid, ratios: Float64Array, s: number): Float64Array {
  let ratio = 1;
  const coefficients = Float64Array.from({ length: grid.stride }, (_, n) => {
    if (n === 0) return 0;
    ratio *= ratios[n - 1] as number;
    return -(1 / n + 1 / (n + s - 1)) * ratio;
  });
  return sumOfRows(coefficients, grid);
}

/** Smoothed laws have ended where their last coefficients are this small beside their norm. */
const ENDED = 1e-7;

function ended({ table, stride, logWeight }: Grid): (smoothed: SmoothedNodes) => boolean {
  const inverse = logWeight.map((value) => exp(-value));
  return ({ first, weight }) => {
    let [square, last, before] = [0, 0, 0];
    for (let k = 0; k < weight.length; k++) {
      const p = weight[k] as number;
      square += p * p * (inverse[first + k] as number);
      last += p * (table[(stride - 1) * stride + first + k] as number);
      before += p * (table[(stride - 2) * stride + first + k] as number);
    }
    return Math.max(Math.abs(last), Math.abs(before)) < ENDED * Math.sqrt(square);
  };
}

/** How far the probability of the data by nodes may be from that by eigenfunctions. */
const AGREEMENT = 1e-8;

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
    /** Says whether nodes and eigenfunctions agree. */
    add: ({ scene, forward, backward }: BothWays, i: number, gap: number, mass: number): boolean => {
      const { coefficients: c } = forward.sights[i - 1] as Sight;
      const { coefficients: b } = backward.sights[i] as Sight;
      const decay = scene.decays[i] as Float64Array;
      let all = 0;
      let largest = 1;
      for (let n = 0; n < rows; n++) {
        const damping = (decay[n] as number) / mass;
        left[n] = (c[n] as number) * damping;
        right[n] = (b[n] as number) * damping;
        const both = (left[n] as number) * (b[n] as number);
        all += both;
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
      return Math.abs(all - 1) < AGREEMENT;
    },
    sum: (): Slopes => {
      const mixed = contracted(mixing);
      return { rate: total.rate, alpha: total.alpha + mixed.alpha, beta: total.beta + mixed.beta };
    },
  };
}
