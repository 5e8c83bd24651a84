/** Update a gamma prior on a rate by gamma observations of known shape. */
import { log } from "@credence/math";
import { logGammaPoisson } from "../mass/gamma-poisson.js";
import { checkedData, checkFields, isNonNegative, isPositive } from "./check.js";
import type { Gamma } from "./gamma-poisson.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

/** Shape and rate of the prior, and the shape of each observation. */
export interface GammaKnownShape extends Gamma {
  readonly known_shape: number;
}

const name = "gamma-gamma-known-shape";

/**
 * Log density of x ≥ 0 whose shape is k and whose rate is e λ, λ gamma(a, b): compound gamma. With amount and exposure
 * exchanged it is the mass of a Poisson count, but for the factor k / x.
 */
function logCompoundGamma(x: number, e: number, k: number, a: number, b: number): number {
  if (x === 0) return k === 1 ? log(e * (a / b)) : k < 1 ? Infinity : -Infinity;
  return logGammaPoisson(k, e * x, a, b) + log(k / x);
}

export const gammaGammaEdge: Edge = {
  pair: name,
  prior: "gamma",
  child: "gamma",
  slot: "rate",
  scalable: true,
  absorb(parameters, { values, cells, known: [shapes], exposure }) {
    const [shape, rate] = parameters as [Float64Array, Float64Array];
    let logEvidence = 0;
    for (let i = 0; i < values.length; i++) {
      const c = cells[i] as number;
      const [x, e, k] = [values[i] as number, exposure[i] as number, (shapes as Float64Array)[i] as number];
      const [a, b] = [shape[c] as number, rate[c] as number];
      logEvidence += logCompoundGamma(x, e, k, a, b);
      shape[c] = a + k;
      rate[c] = b + e * x;
    }
    return logEvidence;
  },
  adds: ({ values, known: [shapes], exposure }) => [
    shapes as Float64Array,
    values.map((x, i) => (exposure[i] as number) * x),
  ],
  logPredictive: (x, [a, b], [k], exposure) =>
    isNonNegative(x) ? logCompoundGamma(x, exposure, k as number, a as number, b as number) : -Infinity,
};

function absorbed({ shape, rate, known_shape }: GammaKnownShape, { x }: Sample): Absorbed {
  checkFields(name, { shape, rate, known_shape }, isPositive);
  const values = checkedData(name, "x", x, isNonNegative);
  return absorbAll(gammaGammaEdge, [shape, rate], values, { known: [values.map(() => known_shape)] });
}

/** Gamma(shape, rate) on the rate of gamma observations `x` of shape `known_shape`. */
export const gammaGammaKnownShape: Pair<GammaKnownShape, Sample> = {
  name,
  update(prior, data) {
    const [shape, rate] = absorbed(prior, data).parameters as [number, number];
    return { shape, rate, known_shape: prior.known_shape };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ shape, rate, known_shape }) {
    checkFields(name, { shape, rate, known_shape }, isPositive);
    return { logDensity: (x) => gammaGammaEdge.logPredictive(x, [shape, rate], [known_shape], 1) };
  },
};
