/** Let a polynomial law drift: project it on the eigenfunctions and damp each by its eigenvalue. */
import type { PolynomialLaw, Series } from "../laws/polynomial.js";
import { type Basis, isCount } from "../polynomials/basis.js";
import { absoluteProduct, innerProducts } from "../polynomials/rows.js";
import { IN_A_ROW, TINY, untilTiny } from "../polynomials/series.js";

/** Coefficients grow at most like this power of e before they are damped. */
const DAMPED = 75;

/** The series after `dt`; undefined if more than `most` terms would be needed. */
export function spectrumOf(basis: Basis, law: PolynomialLaw, dt: number, most: number): Series | undefined {
  const { series, mass, successes, failures } = law;
  if (successes === 0 && failures === 0)
    return damped(basis, dt, series.coefficients.length - 1, (n) => ({
      value: (series.coefficients[n] as number) / mass,
      size: (series.sizes[n] as number) / mass,
    }));
  const terms = Math.min(termsLeft(basis, dt, most), sharpness(law));
  if (terms > most) return undefined;
  const { high } = law.nodes(0);
  const quick = high < terms ? projected(basis, dt, law, high) : undefined;
  if (quick !== undefined && hasEnded(quick, high)) return quick;
  return law.nodes(terms).x.length === 0 ? undefined : projected(basis, dt, law, terms);
}

/** Whether a series ended by itself, before the degree at which it had to. */
const hasEnded = ({ coefficients }: Series, degree: number): boolean => coefficients.length + IN_A_ROW <= degree;

/** The series `dt` after the rate was known to be x: φ[n](x), damped; undefined if more than `most` terms would be needed. */
export function transitionSeries(basis: Basis, x: number, dt: number, most: number): Series | undefined {
  const terms = termsLeft(basis, dt, most);
  if (terms > most) return undefined;
  const { a, b } = basis.recurrence(terms + 1);
  let before = 0;
  let value = 1;
  return damped(basis, dt, terms, (n) => {
    const next = ((x - (a[n - 1] as number)) * value - (b[n - 1] as number) * before) / (b[n] as number);
    before = value;
    value = next;
    return { value, size: Math.abs(value) };
  });
}

/** The degree from which on time has damped everything. */
function termsLeft(basis: Basis, dt: number, most: number): number {
  let degree = 1;
  while (degree <= most && basis.decay(degree) * dt < DAMPED) degree = Math.ceil(degree * 1.1 + 1);
  return degree;
}

/**
 * The degree from which on a law has no coefficients: that of its polynomial, and of the likelihood of its counts, of which
 * about √(2n · digits) matter.
 */
function sharpness({ successes, failures, series }: PolynomialLaw): number {
  if (!(isCount(successes) && isCount(failures))) return Infinity;
  const trials = successes + failures;
  return series.coefficients.length + Math.ceil(Math.min(trials, Math.sqrt(110 * trials) + 20));
}

/** The coefficients of a law up to a degree at most, after `dt`. */
function projected(basis: Basis, dt: number, law: PolynomialLaw, terms: number): Series {
  const nodes = law.nodes(terms);
  const { probability, norm } = nodes;
  const factors = basis.damping(dt, terms);
  const coefficients = new Float64Array(terms + 1).fill(1, 0, 1);
  let last = 0;
  let n = 1;
  while (n <= terms && n - last <= IN_A_ROW) {
    innerProducts(probability, nodes, n, coefficients);
    for (const end = Math.min(n + 4, terms + 1); n < end; n++) {
      const c = (coefficients[n] as number) * (factors[n] as number);
      coefficients[n] = c;
      if (!(Math.abs(c) < TINY)) last = n;
    }
  }
  const sizes = factors.slice(0, last + 1);
  for (let k = 1; k <= last; k++) sizes[k] = (sizes[k] as number) * (norm ?? absoluteProduct(probability, nodes, k));
  return cut(coefficients.slice(0, last + 1), sizes);
}

/** A coefficient, and the size of the terms whose sum it is. */
interface Coefficient {
  readonly value: number;
  readonly size: number;
}

function damped(basis: Basis, dt: number, terms: number, coefficient: (n: number) => Coefficient): Series {
  const factors = basis.damping(dt, terms);
  const sizes: number[] = [1];
  const coefficients = untilTiny(terms, (n) => {
    const { value, size } = coefficient(n);
    const damping = factors[n] as number;
    sizes.push(size * damping);
    return value * damping;
  });
  return cut(coefficients, Float64Array.from(sizes.slice(0, coefficients.length)));
}

/** The last coefficients are cut where they are 1e-17, which is an error of a tenth of a rounding. */
const CUT = 0.1;

function cut(coefficients: Float64Array, sizes: Float64Array): Series {
  const last = coefficients.length - 1;
  sizes[last] = Math.max(sizes[last] as number, CUT);
  return { coefficients, sizes };
}
