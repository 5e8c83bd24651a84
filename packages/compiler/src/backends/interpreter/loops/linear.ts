/** Loop over linear maps with known coefficients: any, or a full matrix in row-major order, or such a matrix transposed. */
import type { NodeOf } from "../../../graph/types.js";
import type { Loop } from "../types.js";

// A row times a vector runs in the four lanes of a sum (see `reducing.ts`), and the transposed map adds four rows at a
// time, in the same order: every tier can do so in two registers of two doubles.

/** out[to[i]] += values[i] · x[from[i]]. */
export const sparse: Loop = (m, { out, a, b, n, table, places }) => {
  m.fill(0, out, out + n);
  for (let i = 0; i < places.length; i++) {
    const at = out + (places[i] as number);
    m[at] = (m[at] as number) + (m[b + i] as number) * (m[a + (table[i] as number)] as number);
  }
};

/** out[r] = Σ_c values[r, c] · x[c]. */
export const dense: Loop = (memory, { out, a, b, n, m }) => {
  for (let r = 0, row = b; r < n; r++, row += m) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let c = 0;
    for (; c + 3 < m; c += 4) {
      s0 += (memory[row + c] as number) * (memory[a + c] as number);
      s1 += (memory[row + c + 1] as number) * (memory[a + c + 1] as number);
      s2 += (memory[row + c + 2] as number) * (memory[a + c + 2] as number);
      s3 += (memory[row + c + 3] as number) * (memory[a + c + 3] as number);
    }
    if (c < m) s0 += (memory[row + c] as number) * (memory[a + c] as number);
    if (c + 1 < m) s1 += (memory[row + c + 1] as number) * (memory[a + c + 1] as number);
    if (c + 2 < m) s2 += (memory[row + c + 2] as number) * (memory[a + c + 2] as number);
    memory[out + r] = s0 + s2 + (s1 + s3);
  }
};

/** out[c] = Σ_r values[r, c] · x[r]. */
export const transposed: Loop = (memory, { out, a, b, n, m }) => {
  memory.fill(0, out, out + n);
  let r = 0;
  for (; r + 3 < m; r += 4) {
    const x0 = memory[a + r] as number;
    const x1 = memory[a + r + 1] as number;
    const x2 = memory[a + r + 2] as number;
    const x3 = memory[a + r + 3] as number;
    for (let c = 0, v = b + r * n; c < n; c++, v++)
      memory[out + c] =
        (memory[out + c] as number) +
        ((memory[v] as number) * x0 +
          (memory[v + 2 * n] as number) * x2 +
          ((memory[v + n] as number) * x1 + (memory[v + 3 * n] as number) * x3));
  }
  for (; r < m; r++) {
    const x = memory[a + r] as number;
    for (let c = 0, v = b + r * n; c < n; c++, v++)
      memory[out + c] = (memory[out + c] as number) + (memory[v] as number) * x;
  }
};

/** Whether coefficient i stands at row ⌊i / columns⌋ and column i mod columns of a full matrix. */
const isRowMajor = (row: Int32Array, column: Int32Array, rows: number, columns: number): boolean =>
  row.length === rows * columns && row.every((at, i) => at * columns + (column[i] as number) === i);

/** What a linear map of `size` elements is: a full matrix in row-major order, its transpose, or any other. */
export function linearShape({ from, to, length }: NodeOf<"linear">, size: number): "rows" | "columns" | "sparse" {
  if (isRowMajor(to, from, length, size)) return "rows";
  return isRowMajor(from, to, size, length) ? "columns" : "sparse";
}

const byShape = { rows: dense, columns: transposed, sparse };

/** The fastest loop of a linear map of `size` elements. */
export const linearLoop = (node: NodeOf<"linear">, size: number): Loop => byShape[linearShape(node, size)];
