/** Filter a series in one direction on a grid: beliefs are coefficients of eigenfunctions, data act at nodes. */
import { exp, log } from "@credence/math";
import { innerProducts, sumOfRows } from "../polynomials/rows.js";
import { TINY } from "../polynomials/series.js";
import type { Grid } from "./grid.js";
import type { Sighting } from "./sightings.js";

/** A grid with the likelihood of every sighting, and what every gap leaves of the eigenfunctions. */
export interface Scene {
  readonly grid: Grid;
  readonly likelihoods: readonly Likelihood[];
  /** exp(−λ[n] gap), of the gap before each sighting. */
  readonly decays: readonly Float64Array[];
}

/** A likelihood times the stationary weights, over exp(scale), at the nodes where its amplitude counts, from `first` on. */
interface Likelihood {
  readonly scale: number;
  readonly first: number;
  readonly weight: Float64Array;
}

/** Amplitudes of likelihoods this power of e below the largest do not count. */
const NEGLIGIBLE = -50;

export function sceneOf(grid: Grid, sightings: readonly Sighting[]): Scene {
  const { rate, alpha, beta } = grid.process;
  const s = alpha + beta;
  const likelihood = remembered(
    ({ successes, trials }: Sighting) => `${successes}/${trials}`,
    (each) => likelihoodOf(grid, each),
  );
  const decay = remembered(
    ({ gap }: Sighting) => String(gap),
    ({ gap }) => Float64Array.from({ length: grid.degree + 1 }, (_, n) => exp(-rate * gap * n * ((n - 1) / s + 1))),
  );
  return { grid, likelihoods: sightings.map(likelihood), decays: sightings.map(decay) };
}

function remembered<T, R>(key: (of: T) => string, make: (of: T) => R): (of: T) => R {
  const known = new Map<string, R>();
  return (of) => {
    const name = key(of);
    let result = known.get(name);
    if (result === undefined) {
      result = make(of);
      known.set(name, result);
    }
    return result;
  };
}

function likelihoodOf({ x, logWeight, logX, logRest }: Grid, { successes, trials }: Sighting): Likelihood {
  const failures = trials - successes;
  const size = x.length;
  const logs = new Float64Array(size);
  const amplitudes = new Float64Array(size);
  let [peak, largest] = [-Infinity, -Infinity];
  for (let i = 0; i < size; i++) {
    const weight = logWeight[i] as number;
    const value = successes * (logX[i] as number) + failures * (logRest[i] as number) + weight;
    const amplitude = value - 0.5 * weight;
    logs[i] = value;
    amplitudes[i] = amplitude;
    if (value > peak) peak = value;
    if (amplitude > largest) largest = amplitude;
  }
  let first = 0;
  while (!((amplitudes[first] as number) - largest > NEGLIGIBLE)) first++;
  let end = size;
  while (!((amplitudes[end - 1] as number) - largest > NEGLIGIBLE)) end--;
  return {
    scale: peak,
    first,
    weight: logs.subarray(first, end).map((value) => exp(value - peak)),
  };
}

/** What a filter knew before and after every sighting, one after the other. */
export interface Pass {
  readonly logEvidence: number;
  readonly sights: readonly Sight[];
}

/** What was known at one sighting, at the nodes of the grid from `first` on. */
export interface Sight {
  readonly first: number;
  /** The predicted density over the stationary one. */
  readonly predicted: Float64Array;
  /** Probabilities after the sighting. */
  readonly updated: Float64Array;
  /** ∫ updated · φ[n], from n = 0 on. */
  readonly coefficients: Float64Array;
}

/** The filter from the first sighting to the last, or backwards; undefined where rounding leaves nothing of a belief. */
export function passed({ grid, likelihoods, decays }: Scene, backwards: boolean): Pass | undefined {
  const { alpha, beta } = grid.process;
  const rows = grid.degree + 1;
  const size = likelihoods.length;
  const sights = new Array<Sight>(size);
  const room = roomOf(size * (2 * grid.stride + rows));
  const left = new Float64Array(rows);
  let logEvidence = 0;
  let ahead: Ahead = { coefficients: Float64Array.of(1), degrees: 1 };
  let narrow: Range | undefined;
  for (let step = 0; step < size; step++) {
    const i = backwards ? size - 1 - step : step;
    const likelihood = likelihoods[i] as Likelihood;
    const seen = (narrow && seenIn(room, grid, likelihood, ahead, narrow)) ?? seenIn(room, grid, likelihood, ahead);
    if (seen === undefined) return undefined;
    const { first, predicted, updated, mass } = seen;
    const coefficients = room(rows);
    for (let n = 0; n < rows; n += 4) innerProducts(updated, grid, n, coefficients, first);
    sights[i] = { first, predicted, updated, coefficients };
    logEvidence += log(mass) + likelihood.scale;
    if (step === size - 1) break;
    ahead = damped(coefficients, decays[backwards ? i : i + 1] as Float64Array, left);
    // Densities without a pole at an end have one peak, which does not move far.
    if (alpha >= 1 && beta >= 1) narrow = { first: first - NEARBY, end: first + updated.length + NEARBY };
  }
  return { logEvidence, sights };
}

/** Gives arrays of zeros. */
type Room = (size: number) => Float64Array;

/** Parts of one array, as each array with memory of its own takes a microsecond; more where that is used up. */
function roomOf(expected: number): Room {
  let free = new Float64Array(expected);
  return (size) => {
    if (size > free.length) free = new Float64Array(Math.max(size, expected));
    const part = free.subarray(0, size);
    free = free.subarray(size);
    return part;
  };
}

/** Nodes of a grid. */
interface Range {
  readonly first: number;
  readonly end: number;
}

/** Nodes beside those that held a belief, at which the next may begin to count. */
const NEARBY = 8;

/** Amplitudes this small beside the largest leave no trace in a coefficient. */
const DUST = 1e-16;

/**
 * Bayes' rule at nodes, without those at the ends that do not count; undefined where errors outweigh the belief, or where the
 * ends of a part of the nodes count.
 */
function seenIn(room: Room, grid: Grid, { first, weight }: Likelihood, ahead: Ahead, range?: Range) {
  const start = Math.max(first, range?.first ?? first);
  const size = Math.min(first + weight.length, range?.end ?? Infinity) - start;
  if (!(size > 0)) return undefined;
  const density = sumOfRows(ahead.coefficients, grid, start, size, ahead.degrees, room(size));
  const values = room(size);
  let [mass, largest] = [0, 0];
  for (let k = 0; k < size; k++) {
    const value = (density[k] as number) * (weight[start - first + k] as number);
    values[k] = value;
    mass += value;
    const amplitude = Math.abs(value) * (grid.perRoot[start + k] as number);
    if (amplitude > largest) largest = amplitude;
  }
  if (!(mass > 0)) return undefined;
  const isDust = (k: number): boolean =>
    !(Math.abs(values[k] as number) * (grid.perRoot[start + k] as number) > DUST * largest);
  let [from, to] = [0, size];
  while (isDust(from)) from++;
  while (isDust(to - 1)) to--;
  if (range !== undefined && (from === 0 || to === size)) return undefined;
  const updated = values.subarray(from, to);
  for (let k = 0; k < updated.length; k++) updated[k] = (updated[k] as number) / mass;
  return { first: start + from, predicted: density.subarray(from, to), updated, mass };
}

/** Coefficients of what is predicted, of which the first `degrees` count. */
interface Ahead {
  readonly coefficients: Float64Array;
  readonly degrees: number;
}

/** What a gap leaves of coefficients, written to `left`. */
function damped(coefficients: Float64Array, decays: Float64Array, left: Float64Array): Ahead {
  for (let n = 0; n < left.length; n++) left[n] = (coefficients[n] as number) * (decays[n] as number);
  let degrees = left.length;
  while (degrees > 1 && Math.abs(left[degrees - 1] as number) < TINY) degrees--;
  return { coefficients: left, degrees };
}
