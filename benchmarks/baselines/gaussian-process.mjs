/** Differentiate a Gaussian process with noise by hand: the textbook formula, by the inverse of the covariance. */
import { cholesky, exp, log, logDetCholesky, solveCholesky, solveLower, solveLowerTransposed } from "@credence/math";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Position: logs of scale, length and noise. Writes the gradient, returns the log density with its constants. */
export function gaussianProcessByHand({ x, y }) {
  const n = x.length;
  const covariance = new Float64Array(n * n);
  const byLength = new Float64Array(n * n);
  const alpha = new Float64Array(n);
  const column = new Float64Array(n);
  // half-normal(1), inverse gamma(5, 5) and exponential(1) priors
  const constants = log(2) - HALF_LOG_TWO_PI + 5 * log(5) - log(24) - n * HALF_LOG_TWO_PI;
  return (q, gradient) => {
    const [scale, length, noise] = [exp(q[0]), exp(q[1]), exp(q[2])];
    const variance = scale * scale;
    const rate = Math.sqrt(5) / length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const r = rate * Math.abs(x[i] - x[j]);
        const fall = variance * exp(-r);
        covariance[i * n + j] = fall * (1 + r + (r * r) / 3);
        byLength[i * n + j] = (fall * r * r * (1 + r)) / 3; // in log length
      }
      covariance[i * n + i] += noise * noise;
    }
    const factor = cholesky(covariance);
    alpha.set(y);
    solveCholesky(factor, alpha, alpha);
    let fit = 0;
    let trace = 0;
    let square = 0;
    let slope = 0;
    for (let i = 0; i < n; i++) {
      column.fill(0);
      column[i] = 1;
      solveLower(factor, column, column);
      solveLowerTransposed(factor, column, column); // a column of the inverse
      fit += y[i] * alpha[i];
      trace += column[i];
      square += alpha[i] * alpha[i];
      for (let j = 0; j < i; j++) slope += (alpha[i] * alpha[j] - column[j]) * byLength[i * n + j];
    }
    const byNoise = noise * noise * (square - trace);
    gradient[0] = fit - n - byNoise - variance + 1;
    gradient[1] = slope - 5 + 5 / length;
    gradient[2] = byNoise - noise + 1;
    const priors = -0.5 * variance + q[0] - 5 * q[1] - 5 / length - noise + q[2];
    return constants + priors - 0.5 * fit - 0.5 * logDetCholesky(factor);
  };
}
