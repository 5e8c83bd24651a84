/** Map the reals onto shifted and scaled numbers, vectors that sum to zero, and directions (Stan Reference Manual, "Constraint transforms"). */
import type { Axis } from "../expr/layout.js";
import { constant, cumulativeSum, type ExprNode, gather, type Operand } from "../expr/node.js";
import { abs, add, log, maximum, mul, sqrt, square, sum } from "../expr/raw.js";
import { freeDim, table, withFree } from "./free.js";
import type { Transform } from "./types.js";

/** x = offset + multiplier · y. */
export const offsetMultiplier = (offset: Operand, multiplier: Operand): Transform => ({
  axes: (of) => of,
  constrain: (y) => add(offset, mul(multiplier, y)),
  unconstrain: (x) => x.sub(offset).div(multiplier),
  logJacobian: (y) => y.mul(0).add(log(multiplier)),
});

/** Orthonormal columns that sum to zero (Helmert): element k over `dim`, column i over the free dim. */
export const zeroSumBasis = (dim: Axis): ExprNode =>
  table([dim, zeroSumFree(dim)], (k, i) => {
    const scale = 1 / Math.sqrt(((i as number) + 1) * ((i as number) + 2));
    return (k as number) <= (i as number) ? scale : k === (i as number) + 1 ? -k * scale : 0;
  });
/** The K − 1 free directions of vectors of K labels that sum to zero. */
export const zeroSumFree = (dim: Axis): Axis => freeDim(dim, dim.size - 1);

/** x = V y, V orthonormal with columns that sum to zero: lengths stay as they are, so that there is no Jacobian. */
export function sumToZero(dim: Axis): Transform {
  const free = zeroSumFree(dim);
  return {
    axes: (of) => withFree(of, [dim.name], free),
    constrain: (y) => sum(zeroSumBasis(dim).mul(y), free),
    // Vᵀ x, without the first element: its digits are worth no more than those of the others together
    unconstrain: (x) => {
      const tail = gather(
        cumulativeSum(x, dim, true),
        dim,
        Int32Array.from({ length: free.size }, (_, k) => Math.min(k + 2, free.size)),
        [free],
      );
      const share = table([free], (k) => ((k as number) + 2 > free.size ? 0 : 1 / ((k as number) + 2)));
      const own = gather(
        x,
        dim,
        Int32Array.from({ length: free.size }, (_, k) => k + 1),
        [free],
      );
      return own.add(tail.mul(share)).mul(table([free], (k) => -Math.sqrt(((k as number) + 2) / ((k as number) + 1))));
    },
    logJacobian: () => constant(0),
  };
}

/**
 * x = y / |y|. Not one to one: a standard normal length, whose log density −|y|² / 2 stands in for the Jacobian, makes
 * the uniform direction proper.
 */
export const unitVector = (dim: Axis): Transform => ({
  axes: (of) => of,
  constrain: (y) => {
    const scaled = y.div(maximum(abs(y), dim)); // squares of what is left neither overflow nor vanish
    return scaled.div(sqrt(sum(square(scaled), dim)));
  },
  unconstrain: (x) => x,
  logJacobian: (y) => sum(square(y), dim).mul(-0.5),
});
