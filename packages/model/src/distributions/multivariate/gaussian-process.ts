/** The law of a Gaussian process at finitely many places: a multivariate normal whose covariance comes from a kernel. */
import { cholesky, LOG_SQRT_TWO_PI } from "@credence/math";
import { choleskyOf, diagonal, matrixDim } from "../../expr/matrix.js";
import type { ExprNode } from "../../expr/node.js";
import { eq, gt, sum } from "../../expr/raw.js";
import { real } from "../../support.js";
import type { VectorFamily } from "../types.js";
import {
  diagonalOf,
  drawNormal,
  logDetOfFactor,
  moved,
  normalLogDensity,
  residual,
  standardLogDensity,
} from "./factor.js";

const factored = (covariance: ExprNode): ExprNode => choleskyOf(covariance, matrixDim(covariance));

/** Whether every pivot is positive; the matrix is symmetric as it is made. */
function isPositive(covariance: ExprNode): ExprNode {
  const dim = matrixDim(covariance);
  return eq(sum(gt(diagonal(factored(covariance), dim), 0), dim), dim.size);
}

export const gaussianProcessFamily: VectorFamily = {
  name: "gaussian_process",
  constructorName: "gaussianProcess",
  event: "vector",
  parameters: [
    { name: "mean", support: real },
    { name: "kernel", support: real },
  ],
  requires: {
    text: "a positive definite covariance: inputs not too near each other for the length scale, or more jitter or noise",
    holds: (_, covariance) => isPositive(covariance),
  },
  standardised: {
    value: (z, mean, covariance) => moved(z, mean, factored(covariance)),
    residual: (x, mean, covariance) => residual(x, mean, factored(covariance)),
    logDensity: (z, _, covariance) => standardLogDensity(z, matrixDim(covariance)),
  },
  support: () => real,
  logDensity: (x, mean, covariance) => normalLogDensity(x, mean, factored(covariance)),
  random: (rng, mean, covariance) => drawNormal(rng, mean, cholesky(covariance)),
  mean: (mean) => mean,
  variance: (_, covariance) => diagonalOf(covariance),
  entropy: (mean, covariance) =>
    mean.length * (0.5 + LOG_SQRT_TWO_PI) + logDetOfFactor(cholesky(covariance), mean.length),
};
