/** Represent a belief as a beta density times a polynomial, in which filters of a Jacobi diffusion are exact. */
import { exp, incBeta, log, log1p, logBetaPrefactor, type Rng } from "@credence/math";
import type { Basis } from "../polynomials/basis.js";
import { gaussRule } from "../polynomials/gauss.js";
import { polynomialTable, type Recurrence, recurrence } from "../polynomials/recurrence.js";
import { type Law, quantile } from "./law.js";

/**
 * The density beta(x; alpha + successes, beta + failures) · Σ c[n] φ[n](x) / mass, φ orthonormal under the stationary law
 * beta(alpha, beta).
 */
export interface PolynomialLaw extends Law {
  readonly successes: number;
  readonly failures: number;
  readonly series: Series;
  /** What the density must be divided by: its integral. */
  readonly mass: number;
  /**
   * How much larger the terms of the sums are than the sums: relative errors are about 1e-16 times this (the condition
   * number of the expansion).
   */
  readonly cancellation: number;
  /** Nodes with probabilities that integrate products of the density with φ[0…degree]. */
  nodes(degree: number): Nodes;
}

/** Coefficients of the eigenfunctions φ[0], φ[1], … */
export interface Series {
  readonly coefficients: Float64Array;
  /** How large the terms were whose sum a coefficient is: it is wrong by about 1e-16 times this. */
  readonly sizes: Float64Array;
}

/** The series 1. */
export const constantSeries: Series = { coefficients: Float64Array.of(1), sizes: Float64Array.of(1) };

/** A quadrature rule under a law: `probability` adds up to 1, and may be negative where a law is mostly noise. */
export interface Nodes {
  readonly x: Float64Array;
  readonly probability: Float64Array;
  readonly table: Float64Array;
  /** The degree up to which products are exact. */
  readonly high: number;
}

/** The stationary law, conditioned on counts, times a polynomial, or two where what is known comes from before and after. */
export function polynomialLaw(
  basis: Basis,
  successes: number,
  failures: number,
  series: Series,
  other?: Series,
): PolynomialLaw {
  const { coefficients } = series;
  const degree = coefficients.length - 1 + (other === undefined ? 0 : other.coefficients.length - 1);
  const [a, b] = [basis.alpha + successes, basis.beta + failures];
  const stationary = successes === 0 && failures === 0 && other === undefined;
  const factor: Factor = {
    degree,
    at: (table, size) =>
      other === undefined ? sums(series, table, size) : product(sums(series, table, size), sums(other, table, size)),
  };
  let integrated: Integrated | undefined;
  let expansion: Expansion | undefined;
  const at = (high: number): Integrated => {
    if (integrated === undefined || integrated.high < high)
      integrated = integrate(basis, successes, failures, factor, Math.max(high, Math.ceil(1.1 * degree) + 4));
    return integrated;
  };
  const mass = (): number => (stationary ? (coefficients[0] as number) : at(2).mass);
  const own = (): Expansion => {
    if (expansion === undefined) {
      const d = stationary ? coefficients.map((c) => c / (coefficients[0] as number)) : expand(basis, a, b, factor);
      expansion = { d, above: recurrence(a + 1, b + 1, d.length) };
    }
    return expansion;
  };
  const moments = stationary ? () => momentsOf(basis, coefficients) : () => momentsAt(at(2));

  const law: PolynomialLaw = {
    successes,
    failures,
    series,
    get mass() {
      return mass();
    },
    get cancellation() {
      return stationary ? sizeOf(series) / mass() : at(2).cancellation;
    },
    nodes: at,
    get mean() {
      return moments().mean;
    },
    get variance() {
      return moments().variance;
    },
    pdf: (x) => (betaDensity(a, b, x) * Math.max(0, factorAt(basis, factor, x))) / mass(),
    cdf: (x) => Math.min(1, Math.max(0, distribution(a, b, own(), x))),
    draw: (rng: Rng) => quantile(law, rng.uniform()),
  };
  return law;
}

/** What a beta density is multiplied by: a polynomial, or a product of two. */
interface Factor {
  readonly degree: number;
  /** Its values at `size` nodes, whose polynomials are in the table. */
  at(table: Float64Array, size: number): Evaluated;
}

/** Values at nodes, and what errors of the coefficients may come to there, over 1e-16. */
interface Evaluated {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

interface Integrated extends Nodes {
  readonly mass: number;
  readonly cancellation: number;
}

/** Evaluates the polynomial at nodes of the beta density. */
function integrate(basis: Basis, successes: number, failures: number, factor: Factor, high: number): Integrated {
  const rule = basis.points(successes, failures, factor.degree, high);
  if (rule === undefined) return { ...NOTHING, high };
  const { x, weight, table } = rule;
  const { values, sizes } = factor.at(table, x.length);
  const probability = values;
  let mass = 0;
  let size = 0;
  for (let i = 0; i < x.length; i++) {
    mass += probability[i] = (values[i] as number) * (weight[i] as number);
    size += (sizes[i] as number) * (weight[i] as number);
  }
  for (let i = 0; i < x.length; i++) probability[i] = (probability[i] as number) / mass;
  return { x, probability, table, high, mass, cancellation: mass > 0 ? size / mass : Infinity };
}

/** What is known where the nodes would be too many: nothing, to full cancellation. */
const NOTHING = {
  x: new Float64Array(0),
  probability: new Float64Array(0),
  table: new Float64Array(0),
  mass: NaN,
  cancellation: Infinity,
};

const sizeOf = ({ sizes }: Series): number => sizes.reduce((sum, size) => sum + size);

/** Σ c[n] φ[n] at each node. */
function sums({ coefficients, sizes: errors }: Series, table: Float64Array, size: number): Evaluated {
  const values = new Float64Array(size);
  const sizes = new Float64Array(size);
  for (let n = 0; n < coefficients.length; n++) {
    const c = coefficients[n] as number;
    const error = errors[n] as number;
    const row = n * size;
    for (let i = 0; i < size; i++) {
      const value = table[row + i] as number;
      values[i] = (values[i] as number) + c * value;
      sizes[i] = (sizes[i] as number) + error * Math.abs(value);
    }
  }
  return { values, sizes };
}

const product = (first: Evaluated, second: Evaluated): Evaluated => ({
  values: first.values.map((value, i) => value * (second.values[i] as number)),
  sizes: first.sizes.map(
    (size, i) =>
      size * Math.abs(second.values[i] as number) + (second.sizes[i] as number) * Math.abs(first.values[i] as number),
  ),
});

function momentsAt({ x, probability }: Nodes): { mean: number; variance: number } {
  let mean = 0;
  for (let i = 0; i < x.length; i++) mean += (probability[i] as number) * (x[i] as number);
  let variance = 0;
  for (let i = 0; i < x.length; i++) variance += (probability[i] as number) * ((x[i] as number) - mean) ** 2;
  return { mean, variance };
}

/** Mean and variance from the first coefficients: x and (x − a₀)² are combinations of φ₀, φ₁, φ₂. */
function momentsOf(basis: Basis, coefficients: Float64Array): { mean: number; variance: number } {
  const { a, b } = basis.recurrence(2);
  const [a0, a1] = [a[0] as number, a[1] as number];
  const [b1, b2] = [b[1] as number, b[2] as number];
  const [c0 = 1, c1 = 0, c2 = 0] = coefficients;
  const [d1, d2] = [c1 / c0, c2 / c0];
  return { mean: a0 + b1 * d1, variance: b1 * (b1 * (1 - d1 * d1) + (a1 - a0) * d1 + b2 * d2) };
}

/** Nodes to begin an expansion with; they double until the expansion has ended. */
const FEWEST = 32;
/** Coefficients below this have ended an expansion. */
const ENDED = 1e-15;

/** Coefficients of the law's density relative to beta(a, b) in the polynomials orthonormal under beta(a, b). */
function expand(basis: Basis, a: number, b: number, factor: Factor): Float64Array {
  const { degree } = factor;
  for (let size = Math.min(FEWEST, degree + 1); ; size = Math.min(2 * size, degree + 1)) {
    const rule = gaussRule(a, b, size);
    const { x, weight, table } = rule;
    const { values } = factor.at(polynomialTable(basis.recurrence(degree + 1), degree, x), x.length);
    const coefficients = Float64Array.from({ length: size }, (_, n) => {
      let sum = 0;
      for (let i = 0; i < x.length; i++)
        sum += (weight[i] as number) * (values[i] as number) * (table[n * x.length + i] as number);
      return sum;
    });
    const mass = coefficients[0] as number;
    if (size > degree || coefficients.subarray(size - 4).every((c) => Math.abs(c) < ENDED * mass))
      return coefficients.map((c) => c / mass);
  }
}

/** A density relative to beta(a, b) in the polynomials under beta(a, b), and the recurrence of those under (a + 1, b + 1). */
interface Expansion {
  readonly d: Float64Array;
  readonly above: Recurrence;
}

/** I_x(a, b) less the boundary terms of the higher polynomials, each the derivative of the weight times one of its kin. */
function distribution(a: number, b: number, { d, above }: Expansion, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const s = a + b;
  const first = incBeta(a, b, x);
  if (d.length === 1) return first;
  let before = 0;
  let value = 1;
  let sum = 0;
  for (let k = 1; k < d.length; k++) {
    sum += ((d[k] as number) / Math.sqrt(k * (k + s - 1))) * value;
    const next =
      ((x - (above.a[k - 1] as number)) * value - (above.b[k - 1] as number) * before) / (above.b[k] as number);
    before = value;
    value = next;
  }
  const weight = exp(logBetaPrefactor(a, b, x, 1 - x));
  return first - (weight === 0 ? 0 : Math.sqrt((s / a) * ((s + 1) / b)) * weight * sum);
}

/** The density of beta(a, b), with its limits at 0 and 1. */
export function betaDensity(a: number, b: number, x: number): number {
  if (x < 0 || x > 1) return 0;
  if (x === 0) return a < 1 ? Infinity : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Infinity : b === 1 ? a : 0;
  return exp(logBetaPrefactor(a, b, x, 1 - x) - log(x) - log1p(-x));
}

const factorAt = (basis: Basis, factor: Factor, x: number): number =>
  factor.at(polynomialTable(basis.recurrence(factor.degree + 1), factor.degree, Float64Array.of(x)), 1)
    .values[0] as number;
