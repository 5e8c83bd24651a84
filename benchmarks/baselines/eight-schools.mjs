/** Differentiate the non-centred eight schools by hand, as a patient user would write it in plain JavaScript. */
import { exp, log } from "@credence/math";

const HALF_LOG_TWO_PI = 0.9189385332046728;
const PRIOR = 5;

/** Position: mu, log tau, and theta standardised. Writes the gradient, returns the log density with its constants. */
export function eightSchoolsByHand({ y, sigma }) {
  const schools = y.length;
  const constants =
    sigma.reduce((total, s) => total - log(s) - 2 * HALF_LOG_TWO_PI, -log(PRIOR) - HALF_LOG_TWO_PI) +
    log(2 / (Math.PI * PRIOR));
  return (q, gradient) => {
    const mu = q[0];
    const tau = exp(q[1]);
    const scaled = tau / PRIOR;
    const cauchy = 1 + scaled * scaled;
    let density = constants - 0.5 * (mu / PRIOR) ** 2 - log(cauchy) + q[1];
    let byMu = -mu / (PRIOR * PRIOR);
    let byTau = (-2 * scaled) / (PRIOR * cauchy);
    for (let j = 0; j < schools; j++) {
      const z = q[2 + j];
      const error = (y[j] - mu - tau * z) / sigma[j];
      density -= 0.5 * (z * z + error * error);
      const slope = error / sigma[j];
      byMu += slope;
      byTau += slope * z;
      gradient[2 + j] = slope * tau - z;
    }
    gradient[0] = byMu;
    gradient[1] = byTau * tau + 1;
    return density;
  };
}
