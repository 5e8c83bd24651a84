/** The multivariate normal distribution by mean and precision, the inverse of the covariance: the form of graphs of neighbours. */
import type { DimsOf } from "@credence/draws";
import { cholesky, LOG_SQRT_TWO_PI, solveLowerTransposed } from "@credence/math";
import { choleskyOf, logDetOf, matrixDim, matrixProduct, solveFactor } from "../../expr/matrix.js";
import type { ExprNode } from "../../expr/node.js";
import type { Arg, Covariance, LocationScale, Node } from "../../expr/types.js";
import { real } from "../../support.js";
import type { VectorFamily } from "../types.js";
import { covarianceText, logDetOfFactor, positiveDefinite, standardLogDensity } from "./factor.js";
import { vectorArguments } from "./multivariate-normal.js";
import { variableWithin } from "./shape.js";

/** L with precision L Lᵀ: x = mu + L⁻ᵀ z, z independent standard normals. */
const factored = (precision: ExprNode): ExprNode => choleskyOf(precision, matrixDim(precision));

const residual = (x: ExprNode, mu: ExprNode, precision: ExprNode): ExprNode =>
  matrixProduct(factored(precision), x.sub(mu), matrixDim(precision), true);

/** The diagonal of (L Lᵀ)⁻¹: column i of L⁻ᵀ L⁻¹ at i. */
function variances(precision: Float64Array, length: number): Float64Array {
  const factor = cholesky(precision);
  const columns = Array.from({ length }, (_, k) =>
    solveLowerTransposed(
      factor,
      Float64Array.from({ length }, (_each, i) => Number(i === k)),
    ),
  );
  return Float64Array.from({ length }, (_, i) =>
    columns.reduce((sum, column) => sum + (column[i] as number) * (column[i] as number), 0),
  );
}

export const multivariateNormalPrecisionFamily: VectorFamily = {
  name: "multivariate_normal_precision",
  constructorName: "multivariateNormalPrecision",
  event: "vector",
  parameters: [
    { name: "mu", support: real },
    { name: "tau", support: real },
  ],
  requires: { text: `mu and ${covarianceText} tau`, holds: (_, precision) => positiveDefinite(precision) },
  standardised: {
    value: (z, mu, precision) => mu.add(solveFactor(factored(precision), z, matrixDim(precision), true)),
    residual,
    logDensity: (z, _, precision) => standardLogDensity(z, matrixDim(precision)),
  },
  support: () => real,
  logDensity: (x, mu, precision) => {
    const dim = matrixDim(precision);
    return standardLogDensity(residual(x, mu, precision), dim).add(logDetOf(factored(precision), dim));
  },
  random: (rng, mu, precision) => {
    const z = mu.map(() => rng.normal());
    const moves = solveLowerTransposed(cholesky(precision), z);
    return mu.map((m, i) => m + (moves[i] as number));
  },
  mean: (mu) => mu,
  variance: (mu, precision) => variances(precision, mu.length),
  entropy: (mu, precision) => mu.length * (0.5 + LOG_SQRT_TWO_PI) - logDetOfFactor(cholesky(precision), mu.length),
};

/**
 * Normal vectors along D with mean `mu` and precision `tau`, the inverse of the covariance. Its factor is used as it is:
 * nothing is inverted, so that a precision of neighbours stays well conditioned.
 *
 * @param mu one number, or one for each label of D.
 * @param tau rows along D, columns along its primed copy; symmetric and positive definite, as `assume.covariance` says.
 * @throws RangeError when a known matrix is not symmetric and positive definite.
 */
export function multivariateNormalPrecision<A extends Arg, E extends string, D extends string>(
  mu: A,
  tau: Node<E, Covariance<D>>,
): LocationScale<D | DimsOf<A> | Exclude<E, `${D}'`>> {
  const { mean, matrix, dim, columns } = vectorArguments(mu, tau, "multivariateNormalPrecision");
  return variableWithin(multivariateNormalPrecisionFamily, [mean, matrix], [dim], [columns]);
}
