/** Update a Pareto prior on the upper end of uniform observations from zero. */
import { log, log1p } from "@credence/math";
import { checkedData, checkFields, isNonNegative, isPositive } from "./check.js";
import type { Pair, Sample } from "./types.js";

/** The upper end is at least `scale`, and above θ with probability (scale / θ)^shape. */
export interface Pareto {
  readonly scale: number;
  readonly shape: number;
}

const name = "pareto-uniform";

/** shape / (shape + 1) / scale up to `scale`, and falling as (scale / x)^(shape + 1) beyond. */
const logDensity = ({ scale, shape }: Pareto, x: number): number =>
  isNonNegative(x) ? -log1p(1 / shape) - log(scale) - (x > scale ? (shape + 1) * log(x / scale) : 0) : -Infinity;

const afterOne = ({ scale, shape }: Pareto, x: number): Pareto => ({ scale: Math.max(scale, x), shape: shape + 1 });

function checked({ scale, shape }: Pareto, { x }: Sample): Float64Array {
  checkFields(name, { scale, shape }, isPositive);
  return checkedData(name, "x", x, isNonNegative);
}

/** Pareto(scale, shape) on θ of observations `x`, uniform between 0 and θ. */
export const paretoUniform: Pair<Pareto, Sample> = {
  name,
  update: (prior, data) => checked(prior, data).reduce(afterOne, { scale: prior.scale, shape: prior.shape }),
  logEvidence(prior, data) {
    let [posterior, logEvidence] = [prior, 0];
    for (const x of checked(prior, data)) {
      logEvidence += logDensity(posterior, x);
      posterior = afterOne(posterior, x);
    }
    return logEvidence;
  },
  predictive(posterior) {
    checked(posterior, { x: [] });
    return { logDensity: (x) => logDensity(posterior, x) };
  },
};
