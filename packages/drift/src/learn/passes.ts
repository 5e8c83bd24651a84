/** Filter a series in one direction on a grid: beliefs are coefficients of eigenfunctions, data act at nodes. */
import { dot, exp, log } from "@credence/math";
import { innerProducts, sumOfRows, type Table } from "../polynomials/rows.js";
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

/** A likelihood times the stationary weights, over exp(scale), at the nodes where it counts. */
export interface Likelihood {
  readonly scale: number;
  readonly weight: Float64Array;
  readonly nodes: Table;
  /** The first of these nodes in the grid. */
  readonly first: number;
}

/** Weighted likelihoods that far below the peak do not count. */
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

function likelihoodOf({ x, table, logWeight, logX, logRest }: Grid, { successes, trials }: Sighting): Likelihood {
  const failures = trials - successes;
  const size = x.length;
  const logs = new Float64Array(size);
  let peak = -Infinity;
  for (let i = 0; i < size; i++) {
    const value = successes * (logX[i] as number) + failures * (logRest[i] as number) + (logWeight[i] as number);
    logs[i] = value;
    if (value > peak) peak = value;
  }
  let first = 0;
  while (!((logs[first] as number) - peak > NEGLIGIBLE)) first++;
  let end = size;
  while (!((logs[end - 1] as number) - peak > NEGLIGIBLE)) end--;
  return {
    scale: peak,
    weight: logs.subarray(first, end).map((value) => exp(value - peak)),
    nodes: { x: x.subarray(first, end), table: table.subarray(first), stride: size },
    first,
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

/** Expansions have ended when what a gap leaves of their last coefficients is this small beside their norm. */
const ENDED = 1e-7;
/** Negative probabilities are rounding errors: more of them, and the sums have cancelled. */
const NOISE = 1e-7;

/** The filter from the first sighting to the last, or backwards; undefined where the grid does not hold its beliefs. */
export function passed({ grid, likelihoods, decays }: Scene, backwards: boolean): Pass | undefined {
  const { alpha, beta } = grid.process;
  const rows = grid.degree + 1;
  const size = likelihoods.length;
  const sights = new Array<Sight>(size);
  let logEvidence = 0;
  let ahead = Float64Array.of(1);
  let narrow: Range | undefined;
  for (let step = 0; step < size; step++) {
    const i = backwards ? size - 1 - step : step;
    const likelihood = likelihoods[i] as Likelihood;
    const seen = (narrow && seenIn(cut(likelihood, narrow), ahead, true)) ?? seenIn(likelihood, ahead, false);
    if (seen === undefined) return undefined;
    const { first, predicted, updated, nodes, mass } = seen;
    const coefficients = new Float64Array(rows);
    for (let n = 0; n < rows; n += 4) innerProducts(updated, nodes, n, coefficients);
    sights[i] = { first, predicted, updated, coefficients };
    logEvidence += log(mass) + likelihood.scale;
    if (step === size - 1) break;
    ahead = damped(coefficients, decays[backwards ? i : i + 1] as Float64Array);
    if (!hasEnded(ahead, rows)) return undefined;
    // Densities without a pole at an end have one peak, which does not move far.
    if (alpha >= 1 && beta >= 1) narrow = { first: first - NEARBY, end: first + updated.length + NEARBY };
  }
  return { logEvidence, sights };
}

/** Nodes of a grid. */
interface Range {
  readonly first: number;
  readonly end: number;
}

/** Nodes beside those that held a belief, at which the next may begin to count. */
const NEARBY = 8;

/** A likelihood at those of its nodes that are in a range. */
function cut(likelihood: Likelihood, { first, end }: Range): Likelihood {
  const { nodes, weight } = likelihood;
  const from = Math.min(Math.max(0, first - likelihood.first), weight.length);
  const to = Math.max(from, Math.min(weight.length, end - likelihood.first));
  return {
    scale: likelihood.scale,
    weight: weight.subarray(from, to),
    nodes: { x: nodes.x.subarray(from, to), table: nodes.table.subarray(from), stride: nodes.stride },
    first: likelihood.first + from,
  };
}

/** Probabilities this small beside the largest are those of other nodes. */
const DUST = 1e-15;

/**
 * Bayes' rule at nodes, without those at the ends that do not count; undefined where sums cancel, or where the ends of a part
 * of the nodes count.
 */
function seenIn({ weight, nodes, first }: Likelihood, ahead: Float64Array, part: boolean) {
  const density = sumOfRows(ahead, nodes);
  const size = density.length;
  const values = new Float64Array(size);
  let [mass, total, most] = [0, 0, 0];
  for (let k = 0; k < size; k++) {
    const value = (density[k] as number) * (weight[k] as number);
    values[k] = value;
    mass += value;
    const share = Math.abs(value);
    total += share;
    if (share > most) most = share;
  }
  if (!(total < (1 + NOISE) * mass)) return undefined;
  const counts = (k: number): boolean => Math.abs(values[k] as number) > DUST * most;
  if (part && (counts(0) || counts(size - 1))) return undefined;
  let [from, to] = [0, size];
  while (!counts(from)) from++;
  while (!counts(to - 1)) to--;
  const updated = values.subarray(from, to);
  for (let k = 0; k < updated.length; k++) updated[k] = (updated[k] as number) / mass;
  return {
    first: first + from,
    predicted: density.subarray(from, to),
    updated,
    nodes: { x: nodes.x.subarray(from, to), table: nodes.table.subarray(from), stride: nodes.stride },
    mass,
  };
}

/** Whether no coefficients are missing: none of the last three is large beside all. */
function hasEnded(ahead: Float64Array, rows: number): boolean {
  const enough = ENDED * Math.sqrt(dot(ahead, ahead));
  return ahead.length <= rows - 3 || ahead.subarray(rows - 3).every((c) => Math.abs(c) < enough);
}

/** What a gap leaves of coefficients, without those at the end that are nothing. */
function damped(coefficients: Float64Array, decays: Float64Array): Float64Array<ArrayBuffer> {
  const left = new Float64Array(coefficients.length);
  for (let n = 0; n < left.length; n++) left[n] = (coefficients[n] as number) * (decays[n] as number);
  let size = left.length;
  while (size > 1 && Math.abs(left[size - 1] as number) < TINY) size--;
  return left.subarray(0, size);
}
