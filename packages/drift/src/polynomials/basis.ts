/** Keep what belongs to one stationary law: its spectrum, its polynomials and the Gauss rules that were asked for. */
import { exp, log } from "@credence/math";
import { gaussRule, type Rule } from "./gauss.js";
import { polynomialTable, type Recurrence, recurrence } from "./recurrence.js";
import { planTrapezoid, trapezoid, waveNumber } from "./trapezoid.js";

/** The eigenfunctions of a Jacobi diffusion: φ[n] has eigenvalue −rate · n(n + s − 1)/s, s = alpha + beta. */
export interface Basis {
  readonly alpha: number;
  readonly beta: number;
  /** alpha + beta. */
  readonly total: number;
  /** −eigenvalue of φ[n], per unit of time. */
  decay(n: number): number;
  /** What `dt` leaves of φ[0], …, φ[degree] or more: exp(−decay · dt). */
  damping(dt: number, degree: number): Float64Array;
  recurrence(degree: number): Recurrence;
  /**
   * Nodes and weights under beta(alpha + successes, beta + failures) that are exact for products of a polynomial of degree
   * `low` with φ[0…high]; undefined where they would be too many.
   */
  points(successes: number, failures: number, low: number, high: number): Points | undefined;
  /** Gauss rule of the stationary law with at least `size` nodes. */
  stationary(size: number): Rule;
}

/** A rule under the stationary law after counts. */
export interface Points extends Rule {
  /** Gauss weights of the stationary law at the nodes, where they are its nodes: no |Σ c[n] φ[n]| is above ‖c‖/√weight. */
  readonly stationary?: Float64Array;
}

/** Stationary rules have no more nodes than this. */
const LARGEST_RULE = 1600;
/** Up to this size the stationary rule is always quick enough. */
const SMALL_RULE = 192;
/** Tables of polynomials at nodes have no more entries than this. */
const LARGEST_TABLE = 4e6;
/** Sizes of stationary rules are multiples of this, so that few are computed. */
const GRAIN = 16;

export function basisOf(rate: number, alpha: number, beta: number): Basis {
  const total = alpha + beta;
  const rules = new Map<number, StationaryRule>();
  let jacobi = recurrence(alpha, beta, 64);
  let damped = { dt: 0, factors: Float64Array.of(1) };

  const coefficients = (degree: number): Recurrence => {
    if (jacobi.a.length <= degree) jacobi = recurrence(alpha, beta, 2 * degree);
    return jacobi;
  };
  const stationary = (size: number): StationaryRule => {
    const rounded = Math.ceil(size / GRAIN) * GRAIN;
    const known = rules.get(rounded);
    if (known !== undefined) return known;
    const gauss = gaussRule(alpha, beta, rounded);
    const rule = { ...gauss, logX: gauss.x.map(log), logRest: gauss.rest.map(log) };
    rules.set(rounded, rule);
    return rule;
  };
  const decay = (n: number): number => rate * n * ((n - 1) / total + 1);
  return {
    alpha,
    beta,
    total,
    decay,
    damping: (dt, degree) => {
      if (damped.dt !== dt || damped.factors.length <= degree)
        damped = { dt, factors: Float64Array.from({ length: degree + 1 }, (_, n) => exp(-decay(n) * dt)) };
      return damped.factors;
    },
    recurrence: coefficients,
    stationary,
    points: (successes, failures, low, high) => {
      const [a, b] = [alpha + successes, beta + failures];
      const gaussSize = Math.ceil(Math.max((low + high + successes + failures) / 2 + 1, high + 1));
      const counts = isCount(successes) && isCount(failures) && gaussSize <= LARGEST_RULE;
      if (counts && gaussSize <= SMALL_RULE) return weighted(stationary(gaussSize), successes, failures);
      const plan = planTrapezoid(a, b, waveNumber(low, total) + waveNumber(high, total));
      if (counts && gaussSize < 1.5 * plan.size + 32) return weighted(stationary(gaussSize), successes, failures);
      if (plan.size * (high + 1) > LARGEST_TABLE) return undefined;
      const { x, weight } = trapezoid(a, b, plan);
      return { x, weight, table: polynomialTable(coefficients(high + 1), high, x), stride: x.length };
    },
  };
}

/** A whole number of trials, so that their likelihood is a polynomial. */
export const isCount = (x: number): boolean => x >= 0 && Number.isInteger(x);

/** A rule of the stationary law, with the logs that likelihoods are made of. */
interface StationaryRule extends Rule {
  readonly logX: Float64Array;
  readonly logRest: Float64Array;
}

/** Where log likelihoods are this far below their peak, which is at most 1/{@link FAR} times their mean, no digit is left. */
const NEGLIGIBLE = -57;

/** A stationary rule with the likelihood of counts in its weights: exact, as the likelihood is a polynomial. */
function weighted(rule: StationaryRule, successes: number, failures: number): Points {
  if (successes === 0 && failures === 0) return { ...rule, stationary: rule.weight };
  const { x, logX, logRest } = rule;
  const size = x.length;
  const weight = new Float64Array(size);
  let peak = -Infinity;
  for (let i = 0; i < size; i++) {
    const value = successes * (logX[i] as number) + failures * (logRest[i] as number);
    weight[i] = value;
    if (value > peak) peak = value;
  }
  // Log likelihoods are concave, so that those which count are neighbours.
  let first = 0;
  let end = size;
  while ((weight[first] as number) < peak + NEGLIGIBLE) first++;
  while ((weight[end - 1] as number) < peak + NEGLIGIBLE) end--;
  let total = 0;
  for (let i = first; i < end; i++) total += weight[i] = (rule.weight[i] as number) * exp((weight[i] as number) - peak);
  // The tail of the stationary law may lie where the likelihood has its peak, so that all nodes may count.
  if (!(total > FAR)) return inLogs(rule, successes, failures);
  for (let i = first; i < end; i++) weight[i] = (weight[i] as number) / total;
  return {
    x: x.subarray(first, end),
    weight: weight.subarray(first, end),
    table: rule.table.subarray(first),
    stride: rule.stride,
    stationary: rule.weight.subarray(first, end),
  };
}

/** Likelihoods whose mean is below this are far out in a tail. */
const FAR = 1e-5;

/** The same where the likelihood has its peak far out in the tail: by logs, and with all nodes. */
function inLogs(rule: StationaryRule, successes: number, failures: number): Points {
  const { x, weight, logX, logRest } = rule;
  const logs = x.map(
    (_, i) => log(weight[i] as number) + successes * (logX[i] as number) + failures * (logRest[i] as number),
  );
  const peak = logs.reduce((most, value) => Math.max(most, value));
  const weights = logs.map((value) => exp(value - peak));
  const total = weights.reduce((sum, value) => sum + value);
  return { ...rule, weight: weights.map((value) => value / total), stationary: weight };
}
