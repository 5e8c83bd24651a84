/** Update a beta prior by counts of failures before the first success. */
import { lbetaDiff } from "@credence/math";
import type { Beta } from "./beta-bernoulli.js";
import { absorbSequences } from "./beta-counts.js";
import { checkedData, checkFields, isCount, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

const name = "beta-geometric";

export const betaGeometricEdge: Edge = {
  pair: name,
  prior: "beta",
  child: "geometric0",
  slot: "p",
  scalable: false,
  absorb: (parameters, { values, cells }) =>
    absorbSequences(parameters, { successes: values.map(() => 1), failures: values, cells }),
  logPredictive: (x, [a, b]) => (isCount(x) ? lbetaDiff(a as number, b as number, 1, x) : -Infinity),
};

function absorbed({ alpha, beta }: Beta, { x }: Sample): Absorbed {
  checkFields(name, { alpha, beta }, isPositive);
  return absorbAll(betaGeometricEdge, [alpha, beta], checkedData(name, "x", x, isCount));
}

/** Beta(alpha, beta) on the success rate of trials of which `x[i]` failed before the first success. */
export const betaGeometric: Pair<Beta, Sample> = {
  name,
  update(prior, data) {
    const [alpha, beta] = absorbed(prior, data).parameters as [number, number];
    return { alpha, beta };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ alpha, beta }) {
    checkFields(name, { alpha, beta }, isPositive);
    return { logDensity: (x) => betaGeometricEdge.logPredictive(x, [alpha, beta], [], 1) };
  },
};
