/** Differentiate logistic regression by hand, row by row, as a patient user would write it in plain JavaScript. */
import { exp, log1p } from "@credence/math";

const HALF_LOG_TWO_PI = 0.9189385332046728;
const INTERCEPT_SCALE = 2.5;
const LOG_SCALE = Math.log(INTERCEPT_SCALE);

/** Position: intercept, slopes. Writes the gradient, returns the log density with its constants. */
export function logisticRegressionByHand({ N, D, X, y }) {
  const x = Float64Array.from(X.flat());
  return (q, gradient) => {
    const alpha = q[0];
    const z = alpha / INTERCEPT_SCALE;
    let density = -0.5 * z * z - LOG_SCALE - (D + 1) * HALF_LOG_TWO_PI;
    gradient[0] = -z / INTERCEPT_SCALE;
    for (let d = 1; d <= D; d++) {
      density -= 0.5 * q[d] * q[d];
      gradient[d] = -q[d];
    }
    for (let i = 0; i < N; i++) {
      const row = i * D - 1;
      let eta = alpha;
      for (let d = 1; d <= D; d++) eta += q[d] * x[row + d];
      const t = exp(-Math.abs(eta));
      density += y[i] * eta - Math.max(eta, 0) - log1p(t);
      const residual = y[i] - (eta > 0 ? 1 : t) / (1 + t);
      gradient[0] += residual;
      for (let d = 1; d <= D; d++) gradient[d] += residual * x[row + d];
    }
    return density;
  };
}
