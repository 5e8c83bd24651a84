/** Find the nodes and weights of Gauss quadrature under a beta distribution. */
import { polynomialTable, type Recurrence, recurrence } from "./recurrence.js";
import type { Table } from "./rows.js";

/** Points with weights, sums over which are expectations of polynomials, and the orthonormal polynomials there. */
export interface Rule extends Table {
  /** Positive, adding up to 1. */
  readonly weight: Float64Array;
}

/** A rule that knows its nodes from both ends. */
export interface GaussRule extends Rule {
  /** 1 − x, with all its digits. */
  readonly rest: Float64Array;
}

/**
 * The Gauss rule of `size` nodes under beta(alpha, beta): exact for polynomials of degree 2 size − 1.
 *
 * Nodes are the eigenvalues of the Jacobi matrix (Golub and Welsch 1969), which next to an end have lost digits, after one
 * step of Newton's method on φ[size]; weights are the Christoffel numbers 1 / Σ φ[n](x)², which unlike squared eigenvectors
 * keep their relative accuracy when they are tiny.
 */
export function gaussRule(alpha: number, beta: number, size: number): GaussRule {
  const jacobi = recurrence(alpha, beta, size);
  const x = tridiagonalEigenvalues(jacobi.a.slice(0, size), jacobi.b.slice(1, size));
  const rest = x.map((at) => 1 - at);
  polish(jacobi, x, rest);
  const table = polynomialTable(jacobi, size - 1, x, rest);
  const sums = sumsOfSquares(table, size);
  const kept = Array.from(sums.keys()).filter((i) => (sums[i] as number) < 1e300);
  const all = { x, rest, weight: sums.map((sum) => 1 / sum), table, stride: size };
  return kept.length === size ? all : select(all, kept);
}

/** Σ φ[n](x)² over the first `size` rows of a table. */
function sumsOfSquares(table: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let n = 0; n < size; n++)
    for (let i = 0; i < size; i++) sums[i] = (sums[i] as number) + (table[n * size + i] as number) ** 2;
  return sums;
}

/** Moves nodes to the zeros of φ[size], whose slope there is Σ φ[n]² / (b[size] φ[size − 1]) (Christoffel and Darboux). */
function polish(jacobi: Recurrence, x: Float64Array, rest: Float64Array): void {
  const size = x.length;
  const table = polynomialTable(jacobi, size, x, rest);
  const sums = sumsOfSquares(table, size);
  const b = jacobi.b[size] as number;
  const last = size * size;
  for (let i = 0; i < size; i++) {
    const step = ((table[last + i] as number) * b * (table[last - size + i] as number)) / (sums[i] as number);
    if (!Number.isFinite(step)) continue;
    x[i] = (x[i] as number) - step;
    rest[i] = (rest[i] as number) + step;
  }
}

/** The rule without nodes whose weights are too small for a double. */
function select({ x, rest, weight, table }: GaussRule, kept: readonly number[]): GaussRule {
  const rows = x.length;
  const smaller = new Float64Array(rows * kept.length);
  for (let n = 0; n < rows; n++)
    kept.forEach((i, position) => {
      smaller[n * kept.length + position] = table[n * rows + i] as number;
    });
  const those = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i] as number);
  return { x: those(x), rest: those(rest), weight: those(weight), table: smaller, stride: kept.length };
}

const maxIterations = 60;

/** Eigenvalues, ascending, of a symmetric tridiagonal matrix, by the implicit QL algorithm (EISPACK `imtql1`). */
function tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const size = diagonal.length;
  const d = diagonal;
  const e = new Float64Array(size);
  e.set(beside);
  for (let l = 0; l < size; l++) {
    for (let iteration = 0; ; iteration++) {
      let m = l;
      while (
        m < size - 1 &&
        Math.abs(e[m] as number) > 1e-17 * (Math.abs(d[m] as number) + Math.abs(d[m + 1] as number))
      )
        m++;
      if (m === l) break;
      if (iteration === maxIterations)
        throw new RangeError(
          `gaussRule: no eigenvalue after ${maxIterations} iterations of QL at node ${l} of ${size}`,
        );
      sweep(d, e, l, m);
    }
  }
  return d.sort();
}

/** One implicit QL step on rows l…m with Wilkinson's shift. */
function sweep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  let g = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
  const root = Math.sqrt(g * g + 1);
  g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (g + (g >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * (e[i] as number);
    const b = cosine * (e[i] as number);
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - p;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = (d[i + 1] as number) - p;
    const q = ((d[i] as number) - g) * sine + 2 * cosine * b;
    p = sine * q;
    d[i + 1] = g + p;
    g = cosine * q - b;
  }
  d[l] = (d[l] as number) - p;
  e[l] = g;
  e[m] = 0;
}
