/** State the adjoints of products, triangular solutions and Cholesky factors, in the same operations (Giles 2008; Murray 2016). */
import type { GraphBuilder, ProductShape } from "../graph/builder-types.js";
import type { ArrayNode, NodeId, NodeOf } from "../graph/types.js";

/** Operations on matrices that lie one after the other. */
export type MatrixOp = "cholesky" | "solveTriangular" | "matmul";
type MatrixNode = NodeOf<MatrixOp>;

export const isMatrixNode = (node: ArrayNode): node is MatrixNode =>
  node.op === "cholesky" || node.op === "solveTriangular" || node.op === "matmul";

/**
 * The adjoint of the k-th argument of a matrix operation whose result has the adjoint `bar`: Giles, Collected matrix derivative results for
 * forward and reverse mode algorithmic differentiation (2008), section 2.2; for factors Murray, Differentiation of the
 * Cholesky decomposition (arXiv:1602.07527), equation 10.
 */
export function matrixAdjoint(b: GraphBuilder, bar: NodeId, id: NodeId, k: number): NodeId {
  const node = b.node(id) as MatrixNode;
  switch (node.op) {
    case "cholesky":
      return choleskyAdjoint(b, bar, id, node.size);
    case "solveTriangular":
      return solveAdjoint(b, bar, id, node, k);
    case "matmul":
      return k === 0 ? leftAdjoint(b, bar, node) : rightAdjoint(b, bar, node);
  }
}

/** Positions that read every matrix of a batch at places of its own. */
function eachMatrix(length: number, size: number, place: (row: number, column: number) => number): Int32Array {
  const each = size * size;
  return Int32Array.from({ length }, (_, at) => {
    const inside = at % each;
    return at - inside + place(Math.floor(inside / size), inside % size);
  });
}

/** −1 in the lower triangle of every matrix, 0 above. */
const minusLower = (length: number, size: number): Float64Array =>
  Float64Array.from({ length }, (_, at) => (Math.floor(at / size) % size >= at % size ? -1 : 0));

const square = (size: number, transposeLeft: boolean, transposeRight: boolean): ProductShape => ({
  rows: size,
  inner: size,
  columns: size,
  transposeLeft,
  transposeRight,
});

/**
 * Ā = L⁻ᵀ Q L⁻¹ with Q the symmetric part of Φ(Lᵀ L̄), Φ the lower triangle with half the diagonal: half of Lᵀ L̄, its lower
 * triangle mirrored. Symmetric, as the operation reads the symmetric part of its argument.
 */
function choleskyAdjoint(b: GraphBuilder, bar: NodeId, factor: NodeId, size: number): NodeId {
  const { length } = b.node(factor);
  const product = b.matmul(factor, bar, square(size, true, false));
  const mirrored = b.gather(
    product,
    eachMatrix(length, size, (i, j) => Math.max(i, j) * size + Math.min(i, j)),
  );
  const half = b.ops.mul(mirrored, b.constant(0.5));
  const transposed = eachMatrix(length, size, (i, j) => j * size + i);
  const solve = (x: NodeId): NodeId => b.solveTriangular(factor, x, { size, columns: size, transpose: true });
  return solve(b.gather(solve(half), transposed));
}

/** B̄ = L⁻ᵀ X̄ (L⁻¹ X̄ when transposed), and L̄ the lower triangle of −B̄ Xᵀ (−X B̄ᵀ). */
function solveAdjoint(
  b: GraphBuilder,
  bar: NodeId,
  id: NodeId,
  { args: [factor], size, columns, transpose }: NodeOf<"solveTriangular">,
  k: number,
): NodeId {
  const right = b.solveTriangular(factor, bar, { size, columns, transpose: !transpose });
  if (k === 1) return right;
  const shape = { rows: size, inner: columns, columns: size, transposeLeft: false, transposeRight: true };
  const outer = transpose ? b.matmul(id, right, shape) : b.matmul(right, id, shape);
  return b.ops.mul(outer, b.data(minusLower(b.node(factor).length, size)));
}

/** C = A B: Ā = C̄ Bᵀ; where A is stored transposed, its transpose B C̄ᵀ. */
function leftAdjoint(b: GraphBuilder, bar: NodeId, node: NodeOf<"matmul">): NodeId {
  const { args, rows, inner, columns, transposeLeft, transposeRight } = node;
  const right = args[1];
  return transposeLeft
    ? b.matmul(right, bar, {
        rows: inner,
        inner: columns,
        columns: rows,
        transposeLeft: transposeRight,
        transposeRight: true,
      })
    : b.matmul(bar, right, {
        rows,
        inner: columns,
        columns: inner,
        transposeLeft: false,
        transposeRight: !transposeRight,
      });
}

/** C = A B: B̄ = Aᵀ C̄; where B is stored transposed, its transpose C̄ᵀ A. */
function rightAdjoint(b: GraphBuilder, bar: NodeId, node: NodeOf<"matmul">): NodeId {
  const { args, rows, inner, columns, transposeLeft, transposeRight } = node;
  const left = args[0];
  return transposeRight
    ? b.matmul(bar, left, {
        rows: columns,
        inner: rows,
        columns: inner,
        transposeLeft: true,
        transposeRight: transposeLeft,
      })
    : b.matmul(left, bar, {
        rows: inner,
        inner: rows,
        columns,
        transposeLeft: !transposeLeft,
        transposeRight: false,
      });
}
