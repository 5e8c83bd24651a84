/** Give an edge from a beta prior the face on plain numbers that those share whose observations are single values. */
import { checkedData, checkFields, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

/** The shapes of a beta distribution, both positive. */
export interface Beta {
  readonly alpha: number;
  readonly beta: number;
}

/** The pair of an edge; `belongs` says which values may be observed. */
export function betaPair(edge: Edge, belongs: (x: number) => boolean): Pair<Beta, Sample> {
  const name = edge.pair;
  const absorbed = ({ alpha, beta }: Beta, { x }: Sample): Absorbed => {
    checkFields(name, { alpha, beta }, isPositive);
    return absorbAll(edge, [alpha, beta], checkedData(name, "x", x, belongs));
  };
  return {
    name,
    update(prior, data) {
      const [alpha, beta] = absorbed(prior, data).parameters as [number, number];
      return { alpha, beta };
    },
    logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
    predictive({ alpha, beta }) {
      checkFields(name, { alpha, beta }, isPositive);
      return { logDensity: (x) => edge.logPredictive(x, [alpha, beta], [], 1) };
    },
  };
}
