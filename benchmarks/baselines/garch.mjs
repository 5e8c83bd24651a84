/** Differentiate GARCH(1, 1) by hand: a loop forwards for the variances, one backwards for their slopes. */
import { exp, log } from "@credence/math";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Position: mu, log base, logit shock, logit keep. Writes the gradient, returns the log density with its constants. */
export function garchByHand(y) {
  const n = y.length;
  const [error, variance] = [new Float64Array(n), new Float64Array(n)];
  const constants = -(n + 2) * HALF_LOG_TWO_PI + 2 * log(2);
  return (q, gradient) => {
    const mu = q[0];
    const base = exp(q[1]);
    const [shock, keep] = [1 / (1 + exp(-q[2])), 1 / (1 + exp(-q[3]))];
    let density = constants - 0.5 * mu * mu - 2 * base * base + q[1];
    density += log(shock) + log(1 - shock) + log(keep) + log(1 - keep);
    for (let t = 0; t < n; t++) {
      error[t] = y[t] - mu;
      variance[t] = t === 0 ? 0.25 : base + shock * error[t - 1] * error[t - 1] + keep * variance[t - 1];
      density -= 0.5 * (log(variance[t]) + (error[t] * error[t]) / variance[t]);
    }
    let [byMu, byBase, byShock, byKeep, carried] = [-mu, -4 * base, 0, 0, 0];
    for (let t = n - 1; t >= 0; t--) {
      const standard = error[t] / variance[t];
      byMu += standard;
      if (t === 0) break;
      carried = 0.5 * (standard * standard - 1 / variance[t]) + keep * carried;
      byBase += carried;
      byShock += carried * error[t - 1] * error[t - 1];
      byKeep += carried * variance[t - 1];
      byMu -= 2 * carried * shock * error[t - 1];
    }
    gradient[0] = byMu;
    gradient[1] = byBase * base + 1;
    gradient[2] = byShock * shock * (1 - shock) + 1 - 2 * shock;
    gradient[3] = byKeep * keep * (1 - keep) + 1 - 2 * keep;
    return density;
  };
}
