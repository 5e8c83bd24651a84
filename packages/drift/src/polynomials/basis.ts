/** Keep what belongs to one stationary law: its spectrum, its polynomials and the Gauss rules that were asked for. */
import { exp, log, log1p } from "@credence/math";
import { gaussRule, type Rule } from "./gauss.js";
import { polynomialTable, type Recurrence, recurrence } from "./recurrence.js";
import { planTrapezoid, trapezoid } from "./trapezoid.js";

/** The eigenfunctions of a Jacobi diffusion: φ[n] has eigenvalue −rate · n(n + s − 1)/s, s = alpha + beta. */
export interface Basis {
  readonly alpha: number;
  readonly beta: number;
  /** alpha + beta. */
  readonly total: number;
  /** −eigenvalue of φ[n], per unit of time. */
  decay(n: number): number;
  recurrence(degree: number): Recurrence;
  /**
   * Nodes and weights under beta(alpha + successes, beta + failures) that are exact for products of a polynomial of degree
   * `low` with φ[0…high]; undefined where they would be too many.
   */
  points(successes: number, failures: number, low: number, high: number): Rule | undefined;
  /** Gauss rule of the stationary law with at least `size` nodes. */
  stationary(size: number): Rule;
}

/** Stationary rules have no more nodes than this. */
const LARGEST_RULE = 1600;
/** Tables of polynomials at nodes have no more entries than this. */
const LARGEST_TABLE = 4e6;
/** Sizes of stationary rules are multiples of this, so that few are computed. */
const GRAIN = 16;

export function basisOf(rate: number, alpha: number, beta: number): Basis {
  const total = alpha + beta;
  const rules = new Map<number, Rule>();
  let jacobi = recurrence(alpha, beta, 64);

  const coefficients = (degree: number): Recurrence => {
    if (jacobi.a.length <= degree) jacobi = recurrence(alpha, beta, 2 * degree);
    return jacobi;
  };
  const stationary = (size: number): Rule => {
    const rounded = Math.ceil(size / GRAIN) * GRAIN;
    const known = rules.get(rounded);
    if (known !== undefined) return known;
    const rule = gaussRule(alpha, beta, rounded);
    rules.set(rounded, rule);
    return rule;
  };
  return {
    alpha,
    beta,
    total,
    decay: (n) => rate * n * ((n - 1) / total + 1),
    recurrence: coefficients,
    stationary,
    points: (successes, failures, low, high) => {
      const [a, b] = [alpha + successes, beta + failures];
      const plan = planTrapezoid(a, b, low + high);
      const gaussSize = Math.ceil(Math.max((low + high + successes + failures) / 2 + 1, high + 1));
      const counts = isCount(successes) && isCount(failures) && gaussSize <= LARGEST_RULE;
      if (counts && gaussSize < 1.5 * plan.size + 32) return weighted(stationary(gaussSize), successes, failures);
      if (plan.size * (high + 1) > LARGEST_TABLE) return undefined;
      const { x, weight } = trapezoid(a, b, plan);
      return { x, weight, table: polynomialTable(coefficients(high + 1), high, x) };
    },
  };
}

/** A whole number of trials, so that their likelihood is a polynomial. */
export const isCount = (x: number): boolean => x >= 0 && Number.isInteger(x);

/** A stationary rule with the likelihood of counts in its weights: exact, as the likelihood is a polynomial. */
function weighted(rule: Rule, successes: number, failures: number): Rule {
  if (successes === 0 && failures === 0) return rule;
  const { x, table } = rule;
  const logs = x.map((at, i) => log(rule.weight[i] as number) + successes * log(at) + failures * log1p(-at));
  const peak = logs.reduce((most, value) => Math.max(most, value));
  const weight = logs.map((value) => exp(value - peak));
  const total = weight.reduce((sum, value) => sum + value);
  for (let i = 0; i < weight.length; i++) weight[i] = (weight[i] as number) / total;
  return { x, weight, table };
}
