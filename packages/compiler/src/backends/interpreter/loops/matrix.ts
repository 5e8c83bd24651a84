/** Loop over small dense matrices, row-major and one after the other: factors, triangular solutions and products. */
import { pivotOf } from "@credence/math";
import type { MatrixNode } from "../../../graph/types.js";
import type { Instruction, Loop } from "../types.js";

type Matrix = MatrixNode["op"];

/** Factors the matrix at `a` into `out`, by rows; whether all pivots are positive. */
function factor(m: Float64Array, a: number, out: number, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = out + i * n;
    for (let j = 0; j < i; j++) {
      const other = out + j * n;
      let rest = 0.5 * ((m[a + i * n + j] as number) + (m[a + j * n + i] as number));
      for (let k = 0; k < j; k++) rest -= (m[row + k] as number) * (m[other + k] as number);
      m[row + j] = rest / (m[other + j] as number);
    }
    const pivot = pivotOf(m[a + i * n + i] as number, m, row, i);
    if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) return false;
    m[row + i] = Math.sqrt(pivot);
    for (let j = i + 1; j < n; j++) m[row + j] = 0;
  }
  return true;
}

/**
 * The adjoint of the matrix that `l` is the factor of, from the factor's at `bar`, into `out`: the steps of `factor` undone
 * from the last to the first (Smith, Differentiation of the Cholesky algorithm, 1995), a third of n³ multiplications.
 */
function factorAdjoint(m: Float64Array, l: number, bar: number, out: number, n: number): void {
  for (let i = 0; i < n; i++) m.copyWithin(out + i * n, bar + i * n, bar + i * n + i + 1);
  for (let i = n - 1; i >= 0; i--) {
    const row = out + i * n;
    const own = l + i * n;
    const pivot = (0.5 * (m[row + i] as number)) / (m[own + i] as number);
    m[row + i] = pivot;
    for (let k = 0; k < i; k++) m[row + k] = (m[row + k] as number) - 2 * pivot * (m[own + k] as number);
    for (let j = i - 1; j >= 0; j--) {
      const other = out + j * n;
      const theirs = l + j * n;
      const rest = (m[row + j] as number) / (m[theirs + j] as number);
      m[other + j] = (m[other + j] as number) - rest * (m[own + j] as number);
      for (let k = 0; k < j; k++) {
        m[row + k] = (m[row + k] as number) - rest * (m[theirs + k] as number);
        m[other + k] = (m[other + k] as number) - rest * (m[own + k] as number);
      }
      m[row + j] = 0.5 * rest;
      m[other + i] = 0.5 * rest;
    }
  }
}

/** x of L x = b for `columns` right-hand sides, in place at `x`. */
function forward(m: Float64Array, l: number, x: number, n: number, columns: number): void {
  for (let i = 0; i < n; i++) {
    const row = x + i * columns;
    for (let k = 0; k < i; k++) {
      const weight = m[l + i * n + k] as number;
      const done = x + k * columns;
      for (let c = 0; c < columns; c++) m[row + c] = (m[row + c] as number) - weight * (m[done + c] as number);
    }
    const pivot = m[l + i * n + i] as number;
    for (let c = 0; c < columns; c++) m[row + c] = (m[row + c] as number) / pivot;
  }
}

/** x of Lᵀ x = b, in place. */
function backward(m: Float64Array, l: number, x: number, n: number, columns: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = x + i * columns;
    for (let k = i + 1; k < n; k++) {
      const weight = m[l + k * n + i] as number;
      const done = x + k * columns;
      for (let c = 0; c < columns; c++) m[row + c] = (m[row + c] as number) - weight * (m[done + c] as number);
    }
    const pivot = m[l + i * n + i] as number;
    for (let c = 0; c < columns; c++) m[row + c] = (m[row + c] as number) / pivot;
  }
}

/** One product a b; each element is summed in the same order either way. */
function multiply(m: Float64Array, a: number, b: number, out: number, it: Instruction): void {
  if ((it.stride & 2) === 2) multiplyByRows(m, a, b, out, it);
  else addRows(m, a, b, out, it);
}

/** Rows of the left times rows of the right factor, which is stored transposed. */
function multiplyByRows(
  m: Float64Array,
  a: number,
  b: number,
  out: number,
  { outer, inner, size, stride }: Instruction,
): void {
  const left = (stride & 1) === 1;
  const aRow = left ? 1 : inner;
  const aInner = left ? outer : 1;
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < size; j++) {
      let total = 0;
      let x = a + i * aRow;
      let y = b + j * inner;
      for (let k = 0; k < inner; k++, x += aInner, y++) total += (m[x] as number) * (m[y] as number);
      m[out + i * size + j] = total;
    }
  }
}

/** Rows of the result as sums of rows of the right factor, so that memory is read in the order in which it lies. */
function addRows(
  m: Float64Array,
  a: number,
  b: number,
  out: number,
  { outer, inner, size, stride }: Instruction,
): void {
  const left = (stride & 1) === 1;
  const aRow = left ? 1 : inner;
  const aInner = left ? outer : 1;
  for (let i = 0; i < outer; i++) {
    const row = out + i * size;
    m.fill(0, row, row + size);
    for (let k = 0; k < inner; k++) {
      const weight = m[a + i * aRow + k * aInner] as number;
      const from = b + k * size;
      for (let j = 0; j < size; j++) m[row + j] = (m[row + j] as number) + weight * (m[from + j] as number);
    }
  }
}

export const matrixLoops: { readonly [O in Matrix]: Loop } = {
  cholesky: (m, { out, a, n, size }) => {
    const each = size * size;
    for (let at = 0; at < n; at += each)
      if (!factor(m, a + at, out + at, size)) m.fill(Number.NaN, out + at, out + at + each);
  },
  choleskyAdjoint: (m, { out, a, b, n, size }) => {
    for (let at = 0; at < n; at += size * size) factorAdjoint(m, a + at, b + at, out + at, size);
  },
  // size rows, inner right-hand sides; stride 1 for the transposed factor
  solveTriangular: (m, { out, a, b, n, size, inner, stride }) => {
    m.copyWithin(out, b, b + n);
    const each = size * inner;
    const solve = stride === 1 ? backward : forward;
    for (let at = 0, l = a; at < n; at += each, l += size * size) solve(m, l, out + at, size, inner);
  },
  // outer × inner times inner × size; stride holds the transpositions, 1 for the left and 2 for the right
  matmul: (m, it) => {
    const { out, a, b, n, outer, inner, size } = it;
    for (let at = 0, x = a, y = b; at < n; at += outer * size, x += outer * inner, y += inner * size)
      multiply(m, x, y, out + at, it);
  },
};
