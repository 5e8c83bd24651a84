/** State the adjoints of products, triangular solutions and Cholesky factors, (Giles 2008). */
import type { GraphBuilder } from "../graph/builder-types.js";
import type { ArrayNode, MatrixNode, NodeId, NodeOf } from "../graph/types.js";

/** Operations on matrices that lie one after the other. */
export type MatrixOp = MatrixNode["op"];

export const isMatrixNode = (node: ArrayNode): node is MatrixNode =>
  node.op === "cholesky" || node.op === "choleskyAdjoint" || node.op === "solveTriangular" || node.op === "matmul";

/**
 * The adjoint of the k-th argument of a matrix operation whose result has the adjoint `bar`: Giles, Collected matrix derivative results for
 * forward and reverse mode algorithmic differentiation (2008), section 2.2; that of a factor is an operation of its own.
 */
export function matrixAdjoint(b: GraphBuilder, bar: NodeId, id: NodeId, k: number): NodeId {
  const node = b.node(id) as MatrixNode;
  switch (node.op) {
    case "cholesky":
      return b.choleskyAdjoint(id, bar, node.size);
    case "choleskyAdjoint":
      throw new Error("internal: a gradient through a factor cannot be differentiated again");
    case "solveTriangular":
      return solveAdjoint(b, bar, id, node, k);
    case "matmul":
      return k === 0 ? leftAdjoint(b, bar, node) : rightAdjoint(b, bar, node);
  }
}

/** −1 in the lower triangle of every matrix, 0 above. */
const minusLower = (length: number, size: number): Float64Array =>
  Float64Array.from({ length }, (_, at) => (Math.floor(at / size) % size >= at % size ? -1 : 0));

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
