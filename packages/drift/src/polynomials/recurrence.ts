/** Evaluate the polynomials that are orthonormal under a beta distribution, by their three-term recurrence alone. */

/**
 * The coefficients of b[n + 1] φ[n + 1](x) = (x − a[n]) φ[n](x) − b[n] φ[n − 1](x) with φ[0] = 1, b[0] = 0: the Jacobi
 * matrix of beta(alpha, beta).
 */
export interface Recurrence extends EndRatios {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** φ[n]/φ[n + 1] at 0 and at 1. */
export interface EndRatios {
  readonly atZero: Float64Array;
  readonly atOne: Float64Array;
}

/** Jacobi polynomials P_n^{(beta−1, alpha−1)}(2x − 1), normalised under beta(alpha, beta) (DLMF 18.9.2, 18.3.1). */
export function recurrence(alpha: number, beta: number, degree: number): Recurrence {
  const s = alpha + beta;
  const a = new Float64Array(degree + 1);
  const b = new Float64Array(degree + 2);
  a[0] = alpha / s;
  b[1] = Math.sqrt(((alpha / s) * (beta / s)) / (s + 1));
  for (let n = 1; n <= degree; n++) {
    const t = 2 * n + s;
    a[n] = 0.5 * (1 + ((alpha - beta) / t) * ((s - 2) / (t - 2)));
    const m = n + 1;
    const u = 2 * m + s;
    b[m] = Math.sqrt(
      ((m * (m + alpha - 1)) / (u - 2) / (u - 1)) * (((m + beta - 1) * (m + s - 2)) / (u - 2) / (u - 3)),
    );
  }
  return { a, b, ...endRatios(alpha, beta, degree + 1) };
}

/** The first `size` ratios, from the norms and end values of Jacobi polynomials (DLMF 18.6.1). */
export function endRatios(alpha: number, beta: number, size: number): EndRatios {
  const s = alpha + beta;
  const scale = (j: number): number =>
    j === 0 ? 1 / (s + 1) : (((2 * j + s - 1) / (2 * j + s + 1)) * (j + 1)) / (j + s - 1);
  return {
    atZero: Float64Array.from({ length: size }, (_, j) => -Math.sqrt(scale(j) * ((j + beta) / (j + alpha)))),
    atOne: Float64Array.from({ length: size }, (_, j) => Math.sqrt(scale(j) * ((j + alpha) / (j + beta)))),
  };
}

/**
 * φ[0…degree] at ascending x: row n holds φ[n]. Values beyond the largest double become 0 with `NaN`s, which callers drop.
 *
 * In terms of the deviation d[n] = φ[n] − φ[n − 1] r of the nearer end, where r is the ratio of the two that makes d zero
 * there, the recurrence is b[n + 1] d[n + 1] = x φ[n] + b[n] d[n] φ[n − 1](0)/φ[n](0): a distance from the end of 1e-9 counts
 * with all its digits, where x − a[n] would round seven of them away.
 *
 * @param rest 1 − x, where it is known better than by that difference
 */
export function polynomialTable(
  coefficients: Recurrence,
  degree: number,
  x: Float64Array,
  rest: Float64Array = x.map((at) => 1 - at),
): Float64Array {
  const size = x.length;
  const table = new Float64Array((degree + 1) * size).fill(1, 0, size);
  const right = x.findIndex((at) => at > 0.5);
  const middle = right < 0 ? size : right;
  const left = { from: 0, to: middle, distance: x, ratios: coefficients.atZero };
  fillFrom(left, coefficients.b, table, degree);
  fillFrom(
    { from: middle, to: size, distance: rest.map((y) => -y), ratios: coefficients.atOne },
    coefficients.b,
    table,
    degree,
  );
  return table;
}

/** Nodes whose nearer end is the same. */
interface Side {
  readonly from: number;
  readonly to: number;
  /** From the end, with its sign. */
  readonly distance: Float64Array;
  /** φ[n]/φ[n + 1] at the end. */
  readonly ratios: Float64Array;
}

function fillFrom({ from, to, distance, ratios }: Side, b: Float64Array, table: Float64Array, degree: number): void {
  const size = distance.length;
  const deviation = new Float64Array(size);
  for (let n = 0; n < degree; n++) {
    const at = n * size;
    const scale = 1 / (b[n + 1] as number);
    const kept = n === 0 ? 0 : (b[n] as number) * (ratios[n - 1] as number) * scale;
    const grown = 1 / (ratios[n] as number);
    for (let i = from; i < to; i++) {
      const value = table[at + i] as number;
      const moved = (distance[i] as number) * scale * value + kept * (deviation[i] as number);
      deviation[i] = moved;
      table[at + size + i] = grown * value + moved;
    }
  }
}
