/** Update a Pareto prior on the upper end of uniform observations from zero. */
import { log, log1p } from "@credence/math";
import { checkedData, checkFields, isNonNegative, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

/** The upper end is at least `scale`, and above θ with probability (scale / θ)^shape. */
export interface Pareto {
  readonly scale: number;
  readonly shape: number;
}

const name = "pareto-uniform";

/**
 * Log density of x, uniform between 0 and e θ with θ Pareto: shape / (shape + 1) / (e scale) up to e scale, and falling as
 * (e scale / x)^(shape + 1) beyond.
 */
const logMixture = (x: number, e: number, shape: number, scale: number): number =>
  -log1p(1 / shape) - log(e * scale) - (x > e * scale ? (shape + 1) * log(x / (e * scale)) : 0);

export const paretoUniformEdge: Edge = {
  pair: name,
  prior: "pareto",
  child: "uniform",
  slot: "upper",
  scalable: true,
  refuses: ({ known: [lower] }) =>
    lower?.every((x) => x === 0) ? undefined : "has a lower end that is not 0, to which no prior is conjugate",
  absorb(parameters, { values, cells, exposure }) {
    const [shape, scale] = parameters as [Float64Array, Float64Array];
    let logEvidence = 0;
    for (let i = 0; i < values.length; i++) {
      const c = cells[i] as number;
      const [x, e] = [values[i] as number, exposure[i] as number];
      logEvidence += logMixture(x, e, shape[c] as number, scale[c] as number);
      shape[c] = (shape[c] as number) + 1;
      scale[c] = Math.max(scale[c] as number, x / e);
    }
    return logEvidence;
  },
  logPredictive: (x, [shape, scale], _, exposure) =>
    isNonNegative(x) ? logMixture(x, exposure, shape as number, scale as number) : -Infinity,
};

function absorbed({ scale, shape }: Pareto, { x }: Sample): Absorbed {
  checkFields(name, { scale, shape }, isPositive);
  return absorbAll(paretoUniformEdge, [shape, scale], checkedData(name, "x", x, isNonNegative));
}

/** Pareto(scale, shape) on θ of observations `x`, uniform between 0 and θ. */
export const paretoUniform: Pair<Pareto, Sample> = {
  name,
  update(prior, data) {
    const [shape, scale] = absorbed(prior, data).parameters as [number, number];
    return { scale, shape };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ scale, shape }) {
    checkFields(name, { scale, shape }, isPositive);
    return { logDensity: (x) => paretoUniformEdge.logPredictive(x, [shape, scale], [], 1) };
  },
};
