/** The multivariate t distribution: a normal vector over the root of a chi-squared, so that outliers hit all elements at once. */
import type { DimsOf } from "@credence/draws";
import { cholesky, log as logOf, randomGamma } from "@credence/math";
import { choleskyOf, logDetOf, matrixDim } from "../../expr/matrix.js";
import { constant, type ExprNode } from "../../expr/node.js";
import { gt, lbeta, lgamma, log, log1p, mul, square, sum } from "../../expr/raw.js";
import type { Arg, Covariance, Input, LocationScale, Node, Positive } from "../../expr/types.js";
import { positive, real } from "../../support.js";
import type { VectorFamily } from "../types.js";
import { covarianceText, diagonalOf, drawNormal, moved, positiveDefinite, residual } from "./factor.js";
import { vectorArguments } from "./multivariate-normal.js";
import { variableWithin } from "./shape.js";

const logPi = logOf(Math.PI);
const factored = (scale: ExprNode): ExprNode => choleskyOf(scale, matrixDim(scale));

/** The log density of z around 0 with the identity as scale: Γ((ν + K)/2) / Γ(ν/2) = Γ(K/2) / B(ν/2, K/2). */
function standard(z: ExprNode, nu: ExprNode, scale: ExprNode): ExprNode {
  const dim = matrixDim(scale);
  const half = dim.size / 2;
  return log1p(sum(square(z), dim).div(nu))
    .mul(nu.mul(-0.5).sub(half))
    .sub(lbeta(nu.mul(0.5), half))
    .sub(log(nu).add(logPi).mul(half))
    .add(lgamma(constant(half)));
}

export const multivariateStudentTFamily: VectorFamily = {
  name: "multivariate_student_t",
  constructorName: "multivariateStudentT",
  event: "vector",
  parameters: [
    { name: "nu", support: positive },
    { name: "mu", support: real },
    { name: "Sigma", support: real },
  ],
  requires: {
    text: `${covarianceText} Sigma`,
    holds: (nu, _, scale) => mul(gt(nu, 0), positiveDefinite(scale)),
  },
  standardised: {
    value: (z, _, mu, scale) => moved(z, mu, factored(scale)),
    residual: (x, _, mu, scale) => residual(x, mu, factored(scale)),
    logDensity: (z, nu, _, scale) => standard(z, nu, scale),
  },
  support: () => real,
  logDensity: (x, nu, mu, scale) => {
    const factor = factored(scale);
    return standard(residual(x, mu, factor), nu, scale).sub(logDetOf(factor, matrixDim(scale)));
  },
  random: (rng, nu, mu, scale) => {
    const half = (nu[0] as number) / 2;
    return drawNormal(rng, mu, cholesky(scale), Math.sqrt(half / randomGamma(rng, half)));
  },
  mean: (nu, mu) => mu.map((m) => ((nu[0] as number) > 1 ? m : Number.NaN)),
  variance: (nus, _, scale) => {
    const nu = nus[0] as number;
    const ratio = nu > 2 ? nu / (nu - 2) : nu > 1 ? Infinity : Number.NaN;
    return diagonalOf(scale).map((s) => s * ratio);
  },
};

/**
 * Vectors of Student's t along D: `nu` > 0 degrees of freedom, location `mu` and scale matrix `Sigma`, of which the
 * covariance is nu / (nu − 2) times (Kotz and Nadarajah 2004).
 *
 * @param Sigma rows along D, columns along its primed copy.
 */
export function multivariateStudentT<N extends Input<Positive>, A extends Arg, E extends string, D extends string>(
  nu: N,
  mu: A,
  Sigma: Node<E, Covariance<D>>,
): LocationScale<D | DimsOf<N | A> | Exclude<E, `${D}'`>> {
  const { mean, matrix, dim, columns } = vectorArguments(mu, Sigma, "multivariateStudentT");
  return variableWithin(multivariateStudentTFamily, [nu, mean, matrix], [dim], [columns]);
}
