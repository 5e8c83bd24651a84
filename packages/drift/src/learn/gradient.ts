/** Compute the evidence of a series and its gradient in the parameters, by one filter forwards and one backwards. */
import { exp, lchoose, log, log1p } from "@credence/math";
import type { Step } from "../observations.js";
import { gaussRule } from "../polynomials/gauss.js";
import { innerProducts, sumOfRows, type Table } from "../polynomials/rows.js";
import { TINY } from "../polynomials/series.js";
import type { Parameters } from "../process/parameters.js";
import { couplings } from "./coupling.js";

/** log p(all counts) and its derivatives. */
export interface Evidence {
  readonly value: number;
  /** In the natural parameters. */
  readonly gradient: { readonly rate: number; readonly alpha: number; readonly beta: number };
}

/** Degrees and nodes at most. */
const MOST_DEGREES = 320;
const MOST_NODES = 600;
/** The expansions have ended when their last coefficients are this small. */
const ENDED = 1e-11;
/** Negative probabilities are rounding errors: more of them, and the sums have cancelled. */
const NOISE = 1e-9;
/** How far the evidence forwards may be from the evidence backwards. */
const AGREEMENT = 1e-9;

/**
 * The evidence on fixed nodes of the stationary law; undefined where they do not resolve the beliefs, or sums cancel.
 *
 * The derivative of a transition is ∫ exp((t − u)L) ∂L exp(uL) du, in the eigenfunctions a product with divided differences
 * of their decays; its two sides are the filter from the left and the filter from the right.
 */
export function spectralEvidence(process: Parameters, steps: readonly Step[]): Evidence | undefined {
  const found = passes(process, steps);
  if (found === undefined) return undefined;
  const { grid, forward, backward } = found;
  return { value: forward.logEvidence, gradient: gradientOf(grid, steps, forward, backward) };
}

/** The same without the gradient, by the filter forwards alone. */
export const spectralValue = (process: Parameters, steps: readonly Step[]): number | undefined =>
  resolved(process, steps, (grid) => pass(grid, steps)?.logEvidence);

/** The filter in both directions. */
function passes(
  process: Parameters,
  steps: readonly Step[],
): { grid: Grid; forward: Pass; backward: Pass } | undefined {
  const found = resolved(process, steps, (grid) => {
    const forward = pass(grid, steps);
    const backward = forward && pass(grid, reversed(steps));
    return backward && { grid, forward, backward };
  });
  if (found === undefined) return undefined;
  const { forward, backward } = found;
  const gap = Math.abs(forward.logEvidence - backward.logEvidence);
  return gap < AGREEMENT * Math.max(1, Math.abs(forward.logEvidence)) ? found : undefined;
}

/** What `work` finds on as few eigenfunctions as it takes. */
function resolved<T>(process: Parameters, steps: readonly Step[], work: (grid: Grid) => T | undefined): T | undefined {
  const most = steps.reduce((n, { trials }) => Math.max(n, trials), 0);
  for (let degree = firstDegree(process, most); degree <= MOST_DEGREES; degree = Math.ceil(1.4 * degree)) {
    const nodes = degree + Math.ceil(most / 2) + 2;
    if (nodes > MOST_NODES) return undefined;
    const found = work(gridOf(process, degree, nodes));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** About what one observation in the stationary law takes; beliefs that add up more take more. */
const firstDegree = ({ alpha, beta }: Parameters, trials: number): number =>
  Math.max(24, Math.ceil(Math.sqrt(45 * (trials + alpha + beta))));

/** The same series, seen from its end. */
const reversed = (steps: readonly Step[]): Step[] =>
  steps.map((step, i) => ({ ...step, dt: steps[i + 1]?.dt ?? 0 })).reverse();

interface Grid {
  readonly process: Parameters;
  readonly degree: number;
  readonly x: Float64Array;
  readonly weight: Float64Array;
  readonly table: Float64Array;
  /** exp(−λ[n] dt) by dt. */
  readonly decays: Map<number, Float64Array>;
}

function gridOf(process: Parameters, degree: number, nodes: number): Grid {
  const { x, weight, table } = gaussRule(process.alpha, process.beta, nodes);
  return { process, degree, x, weight, table, decays: new Map() };
}

function decaysOf({ process, degree, decays }: Grid, dt: number): Float64Array {
  let known = decays.get(dt);
  if (known === undefined) {
    const { rate, alpha, beta } = process;
    const s = alpha + beta;
    known = Float64Array.from({ length: degree + 1 }, (_, n) => exp(-rate * dt * n * ((n - 1) / s + 1)));
    decays.set(dt, known);
  }
  return known;
}

/** Beliefs after each step in one direction, as coefficients one after the other. */
interface Pass {
  readonly coefficients: Float64Array;
  readonly logEvidence: number;
}

function pass(grid: Grid, steps: readonly Step[]): Pass | undefined {
  const rows = grid.degree + 1;
  const likelihoods = new Map<string, Likelihood>();
  const coefficients = new Float64Array(rows * steps.length);
  const current = new Float64Array(rows);
  current[0] = 1;
  let logEvidence = 0;
  for (const [i, step] of steps.entries()) {
    const { scale, weight, nodes } = likelihoodOf(likelihoods, grid, step);
    const values = sumOfRows(damped(current, decaysOf(grid, step.dt)), nodes);
    let mass = 0;
    let total = 0;
    for (let k = 0; k < values.length; k++) {
      const value = (values[k] as number) * (weight[k] as number);
      values[k] = value;
      mass += value;
      total += Math.abs(value);
    }
    if (!(total < (1 + NOISE) * mass)) return undefined;
    logEvidence += log(mass) + scale;
    for (let n = 0; n < rows; n += 4) innerProducts(values, nodes, n, current);
    for (let n = 0; n < rows; n++) current[n] = (current[n] as number) / mass;
    for (let n = rows - 3; n < rows; n++) if (!(Math.abs(current[n] as number) < ENDED)) return undefined;
    coefficients.set(current, i * rows);
  }
  return { coefficients, logEvidence };
}

/** What time has left of coefficients, without those at the end that are nothing. */
function damped(coefficients: Float64Array, decays: Float64Array): Float64Array {
  const left = new Float64Array(coefficients.length);
  for (let n = 0; n < left.length; n++) left[n] = (coefficients[n] as number) * (decays[n] as number);
  let size = left.length;
  while (size > 1 && Math.abs(left[size - 1] as number) < TINY) size--;
  return left.subarray(0, size);
}

/** A likelihood relative to its peak exp(scale) times the stationary weights, at the nodes where it counts. */
interface Likelihood {
  readonly scale: number;
  readonly weight: Float64Array;
  readonly nodes: Table;
}

/** Log likelihoods that far below the peak do not count. */
const NEGLIGIBLE = -120;

function likelihoodOf(known: Map<string, Likelihood>, grid: Grid, { successes, trials }: Step): Likelihood {
  const key = `${successes}/${trials}`;
  let likelihood = known.get(key);
  if (likelihood === undefined) {
    const { x, weight, table } = grid;
    const failures = trials - successes;
    const logs = x.map(
      (at) => (successes === 0 ? 0 : successes * log(at)) + (failures === 0 ? 0 : failures * log1p(-at)),
    );
    const peak = logs.reduce((most, value) => Math.max(most, value));
    const counts = (value: number): boolean => value - peak > NEGLIGIBLE;
    const first = logs.findIndex(counts);
    let end = logs.length;
    while (!counts(logs[end - 1] as number)) end--;
    likelihood = {
      scale: peak + lchoose(trials, successes),
      weight: weight.map((w, i) => w * exp((logs[i] as number) - peak)).subarray(first, end),
      nodes: { x: x.subarray(first, end), table: table.subarray(first), stride: x.length },
    };
    known.set(key, likelihood);
  }
  return likelihood;
}

function gradientOf(grid: Grid, steps: readonly Step[], forward: Pass, backward: Pass): Evidence["gradient"] {
  const { rate, alpha, beta } = grid.process;
  const s = alpha + beta;
  const rows = grid.degree + 1;
  const { zero, one } = couplings(alpha, beta, grid.degree);
  const of = (side: Pass, i: number): Float64Array => side.coefficients.subarray(i * rows, (i + 1) * rows);
  const last = steps.length - 1;
  const total = { rate: 0, alpha: 0, beta: 0 };
  // The start is the stationary law, which is what any law becomes.
  const first = of(backward, last);
  for (let k = 1; k < rows; k++) {
    total.alpha -= (first[k] as number) * (zero[k * rows] as number);
    total.beta -= (first[k] as number) * (one[k * rows] as number);
  }
  for (let i = 0; i < last; i++) {
    const { dt } = steps[i + 1] as Step;
    if (dt === 0) continue;
    const decays = decaysOf(grid, dt);
    const [left, right] = [of(forward, i), of(backward, last - i - 1)];
    let mass = 0;
    let sums = { rate: 0, shapes: 0, zero: 0, one: 0 };
    for (let k = 0; k < rows; k++) {
      const decay = decays[k] as number;
      const b = right[k] as number;
      const both = (left[k] as number) * decay * b;
      const speed = k * ((k - 1) / s + 1);
      mass += both;
      // −λ dt/rate; λ dt/s − rate dt k/s
      sums.rate -= both * speed * dt;
      sums.shapes += (both * dt * rate * (speed - k)) / s;
      if (Math.abs(b) < 1e-18) continue;
      let [fast, slow, fastOne, slowOne] = [0, 0, 0, 0];
      const row = k * rows;
      for (let j = 0; j < k; j++) {
        const c = left[j] as number;
        const damped = c * (decays[j] as number);
        const hZero = zero[row + j] as number;
        const hOne = one[row + j] as number;
        slow += hZero * damped;
        fast += hZero * c;
        slowOne += hOne * damped;
        fastOne += hOne * c;
      }
      sums.zero += b * (slow - decay * fast);
      sums.one += b * (slowOne - decay * fastOne);
    }
    total.rate += sums.rate / mass;
    total.alpha += (sums.shapes - sums.zero) / mass;
    total.beta += (sums.shapes - sums.one) / mass;
    sums = { rate: 0, shapes: 0, zero: 0, one: 0 };
  }
  return total;
}
