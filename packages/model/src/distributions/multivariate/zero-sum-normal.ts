/** The normal distribution of vectors that sum to zero: effects of groups around a common level. */
import type { Dim, DimsOf } from "@credence/draws";
import { LOG_SQRT_TWO_PI, log, sum as total } from "@credence/math";
import { type Axis, hasAxis } from "../../expr/layout.js";
import { type ExprNode, nodeOf, typed } from "../../expr/node.js";
import { log as logOf, square, sum } from "../../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../../expr/types.js";
import { positive, real } from "../../support.js";
import { alongDim } from "../dirichlet.js";
import { type VectorFamily, variable } from "../types.js";

export const zeroSumNormalFamily: VectorFamily = {
  name: "zero_sum_normal",
  constructorName: "zeroSumNormal",
  event: "vector",
  parameters: [{ name: "sigma", support: positive }],
  support: (_, [dim]) => (dim === undefined ? real : { kind: "sumToZero", dim }),
  // on the subspace of n − 1 dimensions, of whose orthonormal coordinates each is normal; sigma is repeated along the dim
  logDensity: (x, sigma) => {
    const dim = (sigma as ExprNode).axes.at(-1) as Axis;
    const share = (dim.size - 1) / dim.size;
    const each = square(x.div(sigma as ExprNode))
      .mul(-0.5)
      .sub(
        logOf(sigma as ExprNode)
          .add(LOG_SQRT_TWO_PI)
          .mul(share),
      );
    return sum(each, dim);
  },
  random: (rng, sigma) => {
    const z = Float64Array.from(sigma, (sd) => sd * rng.normal());
    const mean = total(z) / z.length;
    return z.map((v) => v - mean);
  },
  mean: (sigma) => new Float64Array(sigma.length),
  variance: (sigma) => sigma.map((sd) => sd * sd * (1 - 1 / sigma.length)),
  entropy: (sigma) => (sigma.length - 1) * (0.5 + LOG_SQRT_TWO_PI + log(sigma[0] as number)),
};

/**
 * Normal vectors along `dim` that sum to zero: `size` independent normals with standard deviation `sigma`, less their
 * mean. The density is that on the subspace of size − 1 dimensions, and an element has variance sigma² (1 − 1/size)
 * (PyMC's ZeroSumNormal; in Stan a sum_to_zero_vector with a normal prior).
 *
 * @throws when `sigma` varies along `dim`.
 */
export function zeroSumNormal<D extends string, S extends Input<Positive>>(
  dim: Dim<D>,
  sigma: S,
): Variable<D | DimsOf<S>, Real> {
  const sd = nodeOf(sigma);
  if (dim.size < 2)
    throw new RangeError(`zeroSumNormal: dim "${dim.name}" has one label, whose value would be 0: give it two or more`);
  if (hasAxis(sd.axes, dim.name))
    throw new TypeError(
      `zeroSumNormal: sigma varies along "${dim.name}", whose values sum to zero: it is one number for all of them`,
    );
  return variable(zeroSumNormalFamily, [typed(alongDim(dim, sd))], [dim]);
}
