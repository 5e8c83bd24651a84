/** Map the reals onto the simplex: isometric log-ratios, and two older ways (Stan Reference Manual, "Unit simplex"). */
import type { Axis } from "../expr/layout.js";
import { cumulativeSum, type ExprNode, gather } from "../expr/node.js";
import { exp, log, logInvLogit, logSumExp, neg, softmax, sum, where } from "../expr/raw.js";
import { freeDim, placed, table, withFree } from "./free.js";
import type { Transform } from "./types.js";
import { zeroSumBasis, zeroSumFree } from "./vectors.js";

/** x = softmax(V y), V the orthonormal basis of vectors that sum to zero (Egozcue et al. 2003); a dim of one label has nothing free. */
export function simplex(dim: Axis): Transform {
  const free = zeroSumFree(dim);
  const zeroSum = (y: ExprNode): ExprNode => sum(zeroSumBasis(dim).mul(y), free);
  return {
    axes: (of) => withFree(of, [dim.name], free),
    constrain: (y) => softmax(zeroSum(y), dim),
    unconstrain: (x) => sum(zeroSumBasis(dim).mul(log(x)), dim),
    // log |det ∂(x₁ … x_{K−1})/∂y| = Σ log xᵢ + ½ log K = −K log Σ exp(V y) + ½ log K, since V y sums to zero
    logJacobian: (y) => logSumExp(zeroSum(y), dim).mul(-dim.size).add(log(dim.size).mul(0.5)),
  };
}

/** The free coordinate of each label but the last, at which stands the one before. */
const ofLabels = (y: ExprNode, free: Axis, dim: Axis): ExprNode =>
  placed(y, free, [dim], (k) => Math.min(k as number, free.size - 1));
const isLast = (dim: Axis): ExprNode => table([dim], (k) => Number(k === dim.size - 1));
/** Elements along `dim` at the places k + by of the free coordinates k. */
const shifted = (x: ExprNode, dim: Axis, free: Axis, by: number): ExprNode =>
  gather(
    x,
    dim,
    Int32Array.from({ length: free.size }, (_, k) => k + by),
    [free],
  );

/** x = softmax([y, 0]): log-ratios to the last label. */
export function simplexSoftmaxLastZero(dim: Axis): Transform {
  const free = freeDim(dim, dim.size - 1);
  const extended = (y: ExprNode): ExprNode => where(isLast(dim), 0, ofLabels(y, free, dim));
  return {
    axes: (of) => withFree(of, [dim.name], free),
    constrain: (y) => softmax(extended(y), dim),
    unconstrain: (x) => {
      const logs = log(x);
      return shifted(logs, dim, free, 0).sub(gather(logs, dim, new Int32Array(free.size).fill(dim.size - 1), [free]));
    },
    // Σ log xᵢ
    logJacobian: (y) => sum(y, free).sub(logSumExp(extended(y), dim).mul(dim.size)),
  };
}

/** Breaks of a stick of length one: xₖ = zₖ · what is left, zₖ = logit⁻¹(yₖ − log(K − k)), so that y = 0 is the centre (Stan before 2.37). */
export function simplexStickBreaking(dim: Axis): Transform {
  const free = freeDim(dim, dim.size - 1);
  const offset = log(table([free], (k) => free.size - (k as number)));
  const broken = (y: ExprNode): ExprNode => y.sub(offset);
  return {
    axes: (of) => withFree(of, [dim.name], free),
    constrain: (y) => {
      const u = ofLabels(broken(y), free, dim);
      const last = isLast(dim);
      const first = table([dim], (k) => Number(k === 0));
      // what is left before the break of each label: the log of Π (1 − z) over those before
      const past = placed(logInvLogit(neg(broken(y))), free, [dim], (k) => Math.max(0, (k as number) - 1));
      return exp(cumulativeSum(where(first, 0, past), dim).add(where(last, 0, logInvLogit(u))));
    },
    unconstrain: (x) => {
      const left = cumulativeSum(x, dim, true);
      return log(shifted(x, dim, free, 0))
        .sub(log(shifted(left, dim, free, 1)))
        .add(offset);
    },
    // Σ log zₖ + (K − k) log(1 − zₖ)
    logJacobian: (y) => {
      const u = broken(y);
      const breaks = table([free], (k) => free.size - (k as number));
      return sum(logInvLogit(u).add(logInvLogit(neg(u)).mul(breaks)), free);
    },
  };
}
