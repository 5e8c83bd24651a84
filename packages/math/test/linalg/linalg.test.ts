/** Check the dense linear algebra against identities that hold exactly and against known decompositions. */
import { describe, expect, test } from "vitest";
import {
  cholesky,
  diagonalMatrix,
  identity,
  logDetCholesky,
  matVec,
  solveCholesky,
  solveLower,
  solveLowerTransposed,
  symmetricEigen,
} from "../../src/linalg/index.js";

const of = (...values: number[]) => Float64Array.from(values);
const hilbert = (n: number) => Float64Array.from({ length: n * n }, (_, k) => 1 / (Math.floor(k / n) + (k % n) + 1));

function expectClose(actual: Float64Array, expected: Float64Array, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((a, i) => {
    expect(Math.abs(a - (expected[i] as number))).toBeLessThanOrEqual(tolerance);
  });
}

/** A B for square matrices, B optionally transposed. */
function product(a: Float64Array, b: Float64Array, n: number, transposed = false) {
  return Float64Array.from({ length: n * n }, (_, k) => {
    const i = Math.floor(k / n);
    const j = k % n;
    let sum = 0;
    for (let m = 0; m < n; m++) sum += (a[i * n + m] as number) * (b[transposed ? j * n + m : m * n + j] as number);
    return sum;
  });
}

describe("cholesky", () => {
  test("gives the textbook factor exactly", () => {
    expect(cholesky(of(4, 12, -16, 12, 37, -43, -16, -43, 98))).toEqual(of(2, 0, 0, 6, 1, 0, -8, 5, 3));
  });

  test("reads the lower triangle only", () => {
    expect(cholesky(of(4, NaN, 2, 5))).toEqual(of(2, 0, 1, 2));
  });

  test("reproduces an ill-conditioned matrix", () => {
    const factor = cholesky(hilbert(8));
    expectClose(product(factor, factor, 8, true), hilbert(8), 1e-15);
  });

  test("names the pivot that is not positive", () => {
    expect(() => cholesky(of(1, 2, 2, 1))).toThrow("pivot 1 is -3");
    expect(() => cholesky(of(0))).toThrow("pivot 0 is 0");
    expect(() => cholesky(of(NaN))).toThrow("pivot 0 is NaN");
    expect(() => cholesky(of(1, 0, 0, Infinity))).toThrow("pivot 1 is Infinity");
  });

  test("refuses a matrix that is not square", () => {
    expect(() => cholesky(of(1, 2, 3))).toThrow("3 entries");
  });

  test("takes the 0 × 0 matrix", () => {
    expect(logDetCholesky(cholesky(of()))).toBe(0);
  });
});

describe("solving", () => {
  const matrix = of(4, 12, -16, 12, 37, -43, -16, -43, 98);
  const factor = cholesky(matrix);

  test("undoes multiplication", () => {
    expectClose(solveCholesky(factor, matVec(matrix, of(1, -2, 3))), of(1, -2, 3), 1e-12);
    expectClose(solveLower(factor, of(2, 7, 0)), of(1, 1, 1), 0);
    expectClose(solveLowerTransposed(factor, of(0, 6, 3)), of(1, 1, 1), 0);
  });

  test("may write over its input", () => {
    const x = of(1, 2, 3);
    const expected = solveCholesky(factor, x.slice());
    expect(solveCholesky(factor, x, x)).toBe(x);
    expect(x).toEqual(expected);
  });

  test("names lengths that do not fit", () => {
    expect(() => solveLower(factor, of(1))).toThrow("has 1 entries, but the matrix needs 3");
    expect(() => matVec(of(1, 2, 3), of(1, 2))).toThrow("3 entries");
  });

  test("gives the log determinant: det = 36, and that of the Hilbert matrix of order 6", () => {
    expect(logDetCholesky(factor)).toBeCloseTo(Math.log(36), 14);
    expect(logDetCholesky(cholesky(hilbert(6)))).toBeCloseTo(-Math.log(186313420339200000), 9);
  });
});

test("matVec multiplies by rectangular matrices", () => {
  expect(matVec(of(1, 2, 3, 4, 5, 6), of(1, 10, 100))).toEqual(of(321, 654));
  expect(matVec(identity(3), of(1, 2, 3))).toEqual(of(1, 2, 3));
  expect(diagonalMatrix(of(2, 3))).toEqual(of(2, 0, 0, 3));
});

describe("symmetricEigen", () => {
  test("finds 2 - 2 cos(k pi / (n + 1)) for the second difference matrix", () => {
    const n = 12;
    const matrix = Float64Array.from({ length: n * n }, (_, k) => {
      const distance = Math.abs(Math.floor(k / n) - (k % n));
      return distance === 0 ? 2 : distance === 1 ? -1 : 0;
    });
    const { values, vectors } = symmetricEigen(matrix);
    const expected = Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expectClose(values, expected, 1e-14);
    expectClose(product(vectors, vectors, n, true), identity(n), 1e-14);
    expectClose(product(product(vectors, diagonalMatrix(values), n), vectors, n, true), matrix, 1e-14);
  });

  test("keeps tiny eigenvalues of a graded matrix to full relative accuracy", () => {
    // D C D with C = [1 1/2; 1/2 1] and D = diag(1, 1e-10): the product of eigenvalues is 0.75e-20.
    const { values } = symmetricEigen(of(1, 0.5e-10, 0.5e-10, 1e-20));
    expect(((values[0] as number) * (values[1] as number)) / 0.75e-20).toBeCloseTo(1, 14);
  });

  test("handles diagonal, singular, zero and empty matrices", () => {
    expect(symmetricEigen(of(3, 0, 0, -1)).values).toEqual(of(-1, 3));
    expectClose(symmetricEigen(new Float64Array(16).fill(1)).values, of(0, 0, 0, 4), 1e-15);
    expect(symmetricEigen(of(0, 0, 0, 0)).values).toEqual(of(0, 0));
    expectClose(symmetricEigen(of(0, 1, 1, 0)).values, of(-1, 1), 1e-15);
    expect(symmetricEigen(of()).values.length).toBe(0);
  });

  test("refuses entries that are not finite", () => {
    expect(() => symmetricEigen(of(1, NaN, NaN, 1))).toThrow("entry 1");
  });
});
