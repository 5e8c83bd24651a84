/** Map the reals onto the simplex by isometric log-ratios (Egozcue et al. 2003; Stan Reference Manual, "Unit simplex"). */
import type { Axis } from "../expr/layout.js";
import { dataNode, type ExprNode } from "../expr/node.js";
import { log, logSumExp, softmax, sum } from "../expr/raw.js";
import type { Transform } from "./types.js";

/** The K − 1 free directions of a simplex over K labels. */
const freeDim = (dim: Axis): Axis => {
  const labels = dim.labels.slice(0, -1);
  return { name: `${dim.name}~`, labels, size: labels.length };
};

/** Orthonormal columns that sum to zero (Helmert): row k over `dim`, column i over the free dim. */
function basis(dim: Axis): ExprNode {
  const free = freeDim(dim);
  const values = new Float64Array(dim.size * free.size);
  for (let i = 0; i < free.size; i++) {
    const scale = 1 / Math.sqrt((i + 1) * (i + 2));
    for (let k = 0; k <= i; k++) values[k * free.size + i] = scale;
    values[(i + 1) * free.size + i] = -(i + 1) * scale;
  }
  return dataNode([dim, free], values);
}

/** x = softmax(V y), V the orthonormal basis of vectors that sum to zero; a dim of one label has nothing free. */
export function simplex(dim: Axis): Transform {
  const free = freeDim(dim);
  const zeroSum = (y: ExprNode): ExprNode => sum(basis(dim).mul(y), free);
  return {
    axes: (of) => of.map((axis) => (axis.name === dim.name ? free : axis)),
    constrain: (y) => softmax(zeroSum(y), dim),
    unconstrain: (x) => sum(basis(dim).mul(log(x)), dim),
    // log |det ∂(x₁ … x_{K−1})/∂y| = Σ log xᵢ + ½ log K = −K log Σ exp(V y) + ½ log K, since V y sums to zero
    logJacobian: (y) => logSumExp(zeroSum(y), dim).mul(-dim.size).add(log(dim.size).mul(0.5)),
  };
}
