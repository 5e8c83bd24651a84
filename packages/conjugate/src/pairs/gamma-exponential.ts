/** Update a gamma prior by exponential waiting times. */
import { log, log1p } from "@credence/math";
import { checkedData, checkFields, isNonNegative, isPositive } from "./check.js";
import type { Gamma } from "./gamma-poisson.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

const name = "gamma-exponential";

/** Lomax log density of the waiting time x of an event of rate e λ, λ gamma(a, b). */
const logLomax = (x: number, e: number, a: number, b: number): number =>
  log(a * (e / (b + e * x))) - a * log1p(e * (x / b));

export const gammaExponentialEdge: Edge = {
  pair: name,
  prior: "gamma",
  child: "exponential",
  slot: "rate",
  scalable: true,
  absorb(parameters, { values, cells, exposure }) {
    const [shape, rate] = parameters as [Float64Array, Float64Array];
    let logEvidence = 0;
    for (let i = 0; i < values.length; i++) {
      const c = cells[i] as number;
      const [x, e] = [values[i] as number, exposure[i] as number];
      const [a, b] = [shape[c] as number, rate[c] as number];
      logEvidence += logLomax(x, e, a, b);
      shape[c] = a + 1;
      rate[c] = b + e * x;
    }
    return logEvidence;
  },
  adds: ({ values, exposure }) => [values.map(() => 1), values.map((x, i) => (exposure[i] as number) * x)],
  logPredictive: (x, [a, b], _, exposure) =>
    isNonNegative(x) ? logLomax(x, exposure, a as number, b as number) : -Infinity,
};

function absorbed({ shape, rate }: Gamma, { x }: Sample): Absorbed {
  checkFields(name, { shape, rate }, isPositive);
  return absorbAll(gammaExponentialEdge, [shape, rate], checkedData(name, "x", x, isNonNegative));
}

/** Gamma(shape, rate) on the rate of exponential waiting times `x`. */
export const gammaExponential: Pair<Gamma, Sample> = {
  name,
  update(prior, data) {
    const [shape, rate] = absorbed(prior, data).parameters as [number, number];
    return { shape, rate };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ shape, rate }) {
    checkFields(name, { shape, rate }, isPositive);
    return { logDensity: (x) => gammaExponentialEdge.logPredictive(x, [shape, rate], [], 1) };
  },
};
