/** Differentiate the hierarchical beta-binomial model by hand, as a patient user would write it in plain JavaScript. */
import { digamma, exp, invLogit, lbeta, lchoose, log1p, log1pExp } from "@credence/math";

const HALF_LOG_TWO_PI = 0.9189385332046728;
const [LOCATION, SCALE] = [5, 1.5];
const LOG_SCALE = Math.log(SCALE);

/** Position: logit mu, log kappa, logit theta. Writes the gradient, returns the log density with its constants. */
export function hierarchicalBetaBinomialByHand({ n, y }) {
  const groups = n.length;
  const constants = n.reduce((total, trials, j) => total + lchoose(trials, y[j]), 0);
  return (q, gradient) => {
    const mu = invLogit(q[0]);
    const nu = invLogit(-q[0]);
    const kappa = exp(q[1]);
    const alpha = mu * kappa;
    const beta = kappa - alpha;
    const z = (q[1] - LOCATION) / SCALE;
    let density = constants - log1pExp(-q[0]) - log1pExp(q[0]);
    density -= 0.5 * z * z + LOG_SCALE + HALF_LOG_TWO_PI;
    let logTheta = 0;
    let logRest = 0;
    for (let j = 0; j < groups; j++) {
      const x = q[2 + j];
      const t = exp(x > 0 ? -x : x);
      const near = log1p(t);
      const up = Math.min(x, 0) - near;
      const down = Math.min(-x, 0) - near;
      const successes = alpha + y[j];
      const failures = beta + n[j] - y[j];
      logTheta += up;
      logRest += down;
      density += successes * up + failures * down;
      gradient[2 + j] = successes - ((successes + failures) * (x > 0 ? 1 : t)) / (1 + t);
    }
    density -= groups * lbeta(alpha, beta);
    const total = digamma(kappa);
    const byAlpha = logTheta - groups * (digamma(alpha) - total);
    const byBeta = logRest - groups * (digamma(beta) - total);
    gradient[0] = nu - mu + mu * nu * kappa * (byAlpha - byBeta);
    gradient[1] = alpha * byAlpha + beta * byBeta - z / SCALE;
    return density;
  };
}
