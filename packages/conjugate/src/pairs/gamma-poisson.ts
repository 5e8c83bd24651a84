/** Update a gamma prior by counts over known exposures. */
import { logGammaPoisson } from "../mass/gamma-poisson.js";
import { checkedData, checkFields, checkSameLength, isCount, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import { addTo } from "./sums.js";
import type { Edge, Pair } from "./types.js";

/** Shape and rate of a gamma distribution, both positive. */
export interface Gamma {
  readonly shape: number;
  readonly rate: number;
}
/** Counts `x[i]` over exposures `exposure[i]`, 1 when left out. */
export interface PoissonData {
  readonly x: ArrayLike<number>;
  readonly exposure?: ArrayLike<number>;
}

const name = "gamma-poisson";

export const gammaPoissonEdge: Edge = {
  pair: name,
  prior: "gamma",
  child: "poisson",
  slot: "rate",
  scalable: true,
  absorb(parameters, { values, cells, exposure }) {
    const [shape, rate] = parameters as [Float64Array, Float64Array];
    const counts = new Float64Array(shape.length);
    const exposed = new Float64Array(rate.length);
    let logEvidence = 0;
    for (let i = 0; i < values.length; i++) {
      const c = cells[i] as number;
      const [x, e] = [values[i] as number, exposure[i] as number];
      const [before, over] = [counts[c] as number, exposed[c] as number];
      logEvidence += logGammaPoisson(x, e, (shape[c] as number) + before, (rate[c] as number) + over);
      counts[c] = before + x;
      exposed[c] = over + e;
    }
    addTo(shape, counts);
    addTo(rate, exposed);
    return logEvidence;
  },
  adds: ({ values, exposure }) => [values, exposure],
  logPredictive: (x, [shape, rate], _, exposure) =>
    isCount(x) ? logGammaPoisson(x, exposure, shape as number, rate as number) : -Infinity,
};

function absorbed({ shape, rate }: Gamma, { x, exposure }: PoissonData): Absorbed {
  checkFields(name, { shape, rate }, isPositive);
  const counts = checkedData(name, "x", x, isCount);
  if (exposure === undefined) return absorbAll(gammaPoissonEdge, [shape, rate], counts);
  checkSameLength(name, ["x", x], ["exposure", exposure]);
  return absorbAll(gammaPoissonEdge, [shape, rate], counts, {
    exposure: checkedData(name, "exposure", exposure, isPositive),
  });
}

/** Gamma(shape, rate) on the rate of Poisson counts: the mean of `x[i]` is rate × `exposure[i]`. */
export const gammaPoisson: Pair<Gamma, PoissonData, { readonly exposure: number }> = {
  name,
  update(prior, data) {
    const [shape, rate] = absorbed(prior, data).parameters as [number, number];
    return { shape, rate };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ shape, rate }, { exposure } = { exposure: 1 }) {
    checkFields(name, { shape, rate, exposure }, isPositive);
    return { logDensity: (x) => gammaPoissonEdge.logPredictive(x, [shape, rate], [], exposure) };
  },
};
