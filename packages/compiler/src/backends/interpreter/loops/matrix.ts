/** Loop over small dense matrices, row-major and one after the other: factors, triangular solutions and products. */
import { pivotOf } from "@credence/math";
import type { NodeOf } from "../../../graph/types.js";
import type { Instruction, Loop } from "../types.js";

type Matrix = NodeOf<"cholesky" | "solveTriangular" | "matmul">["op"];

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

/** One product: steps say how far neighbours along rows and along the summed index lie apart. */
function multiply(
  m: Float64Array,
  a: number,
  b: number,
  out: number,
  { outer, inner, size, stride }: Instruction,
): void {
  const left = (stride & 1) === 1;
  const right = (stride & 2) === 2;
  const aRow = left ? 1 : inner;
  const aInner = left ? outer : 1;
  const bInner = right ? 1 : size;
  const bColumn = right ? inner : 1;
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < size; j++) {
      let total = 0;
      let x = a + i * aRow;
      let y = b + j * bColumn;
      for (let k = 0; k < inner; k++, x += aInner, y += bInner) total += (m[x] as number) * (m[y] as number);
      m[out + i * size + j] = total;
    }
  }
}

export const matrixLoops: { readonly [O in Matrix]: Loop } = {
  cholesky: (m, { out, a, n, size }) => {
    const each = size * size;
    for (let at = 0; at < n; at += each)
      if (!factor(m, a + at, out + at, size)) m.fill(Number.NaN, out + at, out + at + each);
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
