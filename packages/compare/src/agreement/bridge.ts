/** Give the law of the largest difference of two distribution functions counted in its errors: simultaneous bands. */
import { findRoot, gaussLegendreNodes, stdNormalCdf } from "@credence/math";

/** The probabilities at which distribution functions are compared: 5 %, 10 %, … 95 %. */
export const PLACES: readonly number[] = Array.from({ length: 19 }, (_, k) => (k + 1) / 20);

/** Correlation of the differences of independent draws where the probability is p and where it is q > p: a Brownian bridge's. */
export const bridgeCorrelation = (p: number, q: number): number => Math.sqrt((p * (1 - q)) / (q * (1 - p)));

const BRIDGE = PLACES.slice(1).map((next, k) => bridgeCorrelation(PLACES[k] as number, next));

/** Beyond this z there is nothing left. */
const FAR = 35;

/** Correlations above this are taken for it, which integrals by so many nodes can still see; more correlation, less to leave. */
const CLOSEST = 0.97;

/** Nodes of a rule of 20 points reach this far. */
const PANEL = 5;

/**
 * Probability that standardised differences are beyond ±z at one of the places or more: what pointwise intervals of z errors
 * must allow for to hold everywhere at once (the simultaneous bands of Säilynoja, Bürkner and Vehtari 2022,
 * arXiv:2103.10522, in the limit of many draws). The differences are taken for a Gaussian Markov chain, which those of
 * independent draws are, so that the probabilities of leaving first at each place add up; each is an integral over the
 * density of those that have stayed.
 *
 * @param correlations of neighbours; those of slow chains are larger than a bridge's
 */
export function leavesBand(z: number, correlations: readonly number[] = BRIDGE): number {
  if (!(z > 0)) return 1;
  if (z > FAR) return 0;
  const { at, weights } = half(z);
  // The density of staying within, on the positive half; the other is its mirror image.
  let stayed = at.map(normalDensity);
  let left = 2 * stdNormalCdf(-z);
  for (const each of correlations) {
    const correlation = Math.min(CLOSEST, each);
    const spread = Math.sqrt(1 - correlation * correlation);
    const next = new Float64Array(at.length);
    for (let i = 0; i < at.length; i++) {
      const centre = correlation * (at[i] as number);
      const mass = (weights[i] as number) * (stayed[i] as number);
      left += 2 * mass * (stdNormalCdf((centre - z) / spread) + stdNormalCdf((-centre - z) / spread));
      for (let j = 0; j < at.length; j++) {
        const to = at[j] as number;
        const density = normalDensity((to - centre) / spread) + normalDensity((to + centre) / spread);
        next[j] = (next[j] as number) + (mass * density) / spread;
      }
    }
    stayed = next;
  }
  return Math.min(1, left);
}

/** A band at a level: the z that differences leave with that probability. */
export interface Band {
  readonly level: number;
  /** For independent draws. */
  readonly z: number;
  /** d log p / d z there. */
  readonly slope: number;
}

const STEP = 0.01;

let latest: Band | undefined;

/** The band of independent draws that is left with probability `level`, 0 < level < 1; kept for the next pair of sources. */
export function bandAt(level: number): Band {
  if (latest?.level !== level) latest = findBand(level);
  return latest;
}

function findBand(level: number): Band {
  const z = findRoot((at) => Math.log(leavesBand(at) / level), 0.05, FAR - 1);
  return { level, z, slope: Math.log(leavesBand(z + STEP) / level) / STEP };
}

/** The z of the same level for other correlations, by a step of Newton's method from the band of independent draws. */
export function bandFor({ level, z, slope }: Band, correlations: readonly number[]): number {
  return z + Math.log(level / leavesBand(z, correlations)) / slope;
}

const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

function half(z: number): { readonly at: Float64Array; readonly weights: Float64Array } {
  const panels = Math.ceil(z / PANEL);
  const rules = Array.from({ length: panels }, (_, i) => gaussLegendreNodes((i * z) / panels, ((i + 1) * z) / panels));
  return {
    at: Float64Array.from(rules.flatMap(({ at }) => [...at])),
    weights: Float64Array.from(rules.flatMap(({ weights }) => [...weights])),
  };
}
