/** Update a normal prior on a mean by normal observations whose spread is known. */
import { logNormal, rootSumOfSquares } from "../mass/normal.js";
import { checkedData, checkFields, isPositive, isReal } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

/** Mean and variance of a normal distribution, and the variance of each observation about the mean that it describes. */
export interface NormalMean {
  readonly mean: number;
  readonly variance: number;
  readonly known_variance: number;
}

const name = "normal-known-variance";

/**
 * The parameters are the means and standard deviations. Each observation moves the mean by a share σ²/(σ² + s²) of its
 * distance, as in the Kalman filter: nothing is subtracted that is nearly equal, and no square can overflow.
 */
export const normalKnownVarianceEdge: Edge = {
  pair: name,
  prior: "normal",
  child: "normal",
  slot: "mu",
  scalable: false,
  absorb(parameters, { values, cells, known: [spreads] }) {
    const [mean, sd] = parameters as [Float64Array, Float64Array];
    let logEvidence = 0;
    for (let i = 0; i < values.length; i++) {
      const c = cells[i] as number;
      const [x, s] = [values[i] as number, (spreads as Float64Array)[i] as number];
      const [m, sigma] = [mean[c] as number, sd[c] as number];
      const total = rootSumOfSquares(sigma, s);
      const share = sigma / total;
      logEvidence += logNormal(x, m, total);
      mean[c] = m + share * share * (x - m);
      sd[c] = share * s;
    }
    return logEvidence;
  },
  logPredictive: (x, [mean, sd], [s]) =>
    isReal(x) ? logNormal(x, mean as number, rootSumOfSquares(sd as number, s as number)) : -Infinity,
};

function check({ mean, variance, known_variance }: NormalMean): void {
  checkFields(name, { mean }, isReal);
  checkFields(name, { variance, known_variance }, isPositive);
}

function absorbed(prior: NormalMean, { x }: Sample): Absorbed {
  check(prior);
  const values = checkedData(name, "x", x, isReal);
  const spreads = new Float64Array(values.length).fill(Math.sqrt(prior.known_variance));
  return absorbAll(normalKnownVarianceEdge, [prior.mean, Math.sqrt(prior.variance)], values, { known: [spreads] });
}

/** Normal(mean, variance) on the mean of observations `x`, each of variance `known_variance`. */
export const normalKnownVariance: Pair<NormalMean, Sample> = {
  name,
  update(prior, data) {
    const [mean, sd] = absorbed(prior, data).parameters as [number, number];
    return { mean, variance: sd * sd, known_variance: prior.known_variance };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive(posterior) {
    check(posterior);
    const { mean, variance, known_variance } = posterior;
    const [sd, s] = [Math.sqrt(variance), Math.sqrt(known_variance)];
    return { logDensity: (x) => normalKnownVarianceEdge.logPredictive(x, [mean, sd], [s], 1) };
  },
};
