/** Directions: vectors of length one, uniform unless told otherwise. */
import type { Dim, DimsOf } from "@credence/draws";
import { lgamma as lgammaOf, log as logOf } from "@credence/math";
import type { Axis } from "../../expr/layout.js";
import { constant, type ExprNode, nodeOf, typed } from "../../expr/node.js";
import { log, square, sum } from "../../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../../expr/types.js";
import { positive, real } from "../../support.js";
import { alongDim } from "../dirichlet.js";
import { type VectorFamily, variable } from "../types.js";

/** log of 2 π^(n/2) / Γ(n/2), the surface of the sphere. */
const logSurface = (n: number): number => Math.LN2 + (n / 2) * logOf(Math.PI) - lgammaOf(n / 2);

export const unitVectorFamily: VectorFamily = {
  name: "unit_vector",
  constructorName: "unitVector",
  event: "vector",
  parameters: [{ name: "sd", support: positive }],
  support: (_, [dim]) => (dim === undefined ? real : { kind: "unitVector", dim }),
  logDensity: (x, sd) => {
    const dim = (sd as ExprNode).axes.at(-1) as Axis;
    const squares = sum(square(x.div(sd as ExprNode)), dim);
    return log(squares)
      .mul(-dim.size / 2)
      .sub(sum(log(sd as ExprNode), dim))
      .sub(logSurface(dim.size));
  },
  random: (rng, sd) => {
    const z = Float64Array.from(sd, (each) => each * rng.normal());
    const length = Math.sqrt(z.reduce((squares, v) => squares + v * v, 0));
    return z.map((v) => v / length);
  },
  mean: (sd) => new Float64Array(sd.length),
};

/**
 * A vector of length one along `dim`: the direction of independent normals with standard deviations `sd`, equal by
 * default, which makes it uniform (the angular central Gaussian distribution of Tyler 1987; in Stan a unit_vector). The
 * density is that on the surface of the sphere.
 */
export function unitVector<D extends string, S extends Input<Positive> = 1>(
  dim: Dim<D>,
  sd?: S,
): Variable<D | DimsOf<S>, Real> {
  if (dim.size < 2)
    throw new RangeError(`unitVector: dim "${dim.name}" has one label, and a direction needs two or more`);
  return variable(unitVectorFamily, [typed(alongDim(dim, sd === undefined ? constant(1) : nodeOf(sd)))], [dim]);
}
