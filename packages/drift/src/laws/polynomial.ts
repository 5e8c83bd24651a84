/** Represent a belief as a beta density times a polynomial, in which filters of a Jacobi diffusion are exact. */
import { dot, exp, incBeta, log, log1p, logBetaPrefactor, type Rng } from "@credence/math";
import type { Basis } from "../polynomials/basis.js";
import { gaussRule } from "../polynomials/gauss.js";
import { polynomialTable, type Recurrence, recurrence } from "../polynomials/recurrence.js";
import { sumOfAbsoluteRows, sumOfRows, type Table } from "../polynomials/rows.js";
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
export interface Nodes extends Table {
  readonly probability: Float64Array;
  /** A bound of Σ |probability · φ[n]| over the nodes, for any n. */
  readonly norm?: number;
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
  const factor: Factor = other === undefined ? polynomial(series) : product(series, other);
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
      return stationary ? sizeOf(series) / mass() : at(2).cancellation();
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
  /** Its values at the nodes of a table of the orthonormal polynomials. */
  values(at: Table): Float64Array;
  /** What errors of the coefficients may come to at nodes, over 1e-16. */
  errors(at: Table): Float64Array;
  /** The size of the errors of all coefficients together, over 1e-16; undefined for a product. */
  readonly error?: number;
}

interface Integrated extends Nodes {
  readonly mass: number;
  cancellation(): number;
}

/** Below this, a bound of the cancellation is as good as the cancellation. */
const HARMLESS = 1e3;

/** Evaluates the polynomial at nodes of the beta density. */
function integrate(basis: Basis, successes: number, failures: number, factor: Factor, high: number): Integrated {
  const rule = basis.points(successes, failures, factor.degree, high);
  if (rule === undefined) return { ...NOTHING, high };
  const { x, weight, table, stride, stationary } = rule;
  const probability = factor.values(rule);
  const size = x.length;
  let mass = 0;
  for (let i = 0; i < size; i++) mass += probability[i] = (probability[i] as number) * (weight[i] as number);
  let square = 0;
  let reach = 0;
  for (let i = 0; i < size; i++) {
    const p = (probability[i] as number) / mass;
    probability[i] = p;
    if (stationary === undefined) continue;
    const share = stationary[i] as number;
    square += (p * p) / share;
    reach += (weight[i] as number) / Math.sqrt(share);
  }
  const bound = stationary === undefined ? Infinity : (reach * (factor.error ?? Infinity)) / mass;
  const nodes = { x, probability, table, stride, high, mass };
  return {
    ...nodes,
    ...(stationary === undefined ? {} : { norm: Math.sqrt(square) }),
    cancellation: () => {
      if (!(mass > 0)) return Infinity;
      return bound < HARMLESS ? bound : dot(factor.errors(rule), weight) / mass;
    },
  };
}

/** What is known where the nodes would be too many: nothing, to full cancellation. */
const NOTHING = {
  x: new Float64Array(0),
  probability: new Float64Array(0),
  table: new Float64Array(0),
  stride: 0,
  mass: NaN,
  cancellation: () => Infinity,
};

const sizeOf = ({ sizes }: Series): number => sizes.reduce((sum, size) => sum + size);

const polynomial = ({ coefficients, sizes }: Series): Factor => ({
  degree: coefficients.length - 1,
  values: (at) => sumOfRows(coefficients, at),
  errors: (at) => sumOfAbsoluteRows(sizes, at),
  error: Math.sqrt(dot(sizes, sizes)),
});

function product(first: Series, second: Series): Factor {
  const [one, two] = [polynomial(first), polynomial(second)];
  return {
    degree: one.degree + two.degree,
    values: (at) => times(one.values(at), two.values(at)),
    errors: (at) => {
      const [more, less] = [times(one.errors(at), two.values(at)), times(one.values(at), two.errors(at))];
      return more.map((error, i) => Math.abs(error) + Math.abs(less[i] as number));
    },
  };
}

const times = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, i) => value * (y[i] as number));

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
    const values = factor.values(tabled(basis, degree, x));
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
  factor.values(tabled(basis, factor.degree, Float64Array.of(x)))[0] as number;

const tabled = (basis: Basis, degree: number, x: Float64Array): Table => ({
  x,
  table: polynomialTable(basis.recurrence(degree + 1), degree, x),
  stride: x.length,
});
