/** Update a beta prior by single trials: 1 for a success, 0 for a failure. */
import { lbetaDiff } from "@credence/math";
import { absorbSequences } from "./beta-counts.js";
import { checkedData, checkFields, isBinary, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

/** The shapes of a beta distribution, both positive. */
export interface Beta {
  readonly alpha: number;
  readonly beta: number;
}

const name = "beta-bernoulli";

export const betaBernoulliEdge: Edge = {
  pair: name,
  prior: "beta",
  child: "bernoulli",
  slot: "p",
  scalable: false,
  absorb: (parameters, { values, cells }) =>
    absorbSequences(parameters, { successes: values, failures: values.map((x) => 1 - x), cells }),
  logPredictive: (x, [a, b]) => (isBinary(x) ? lbetaDiff(a as number, b as number, x, 1 - x) : -Infinity),
};

function absorbed({ alpha, beta }: Beta, { x }: Sample): Absorbed {
  checkFields(name, { alpha, beta }, isPositive);
  return absorbAll(betaBernoulliEdge, [alpha, beta], checkedData(name, "x", x, isBinary));
}

/** Beta(alpha, beta) on the success rate of single trials `x`. */
export const betaBernoulli: Pair<Beta, Sample> = {
  name,
  update(prior, data) {
    const [alpha, beta] = absorbed(prior, data).parameters as [number, number];
    return { alpha, beta };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ alpha, beta }) {
    checkFields(name, { alpha, beta }, isPositive);
    return { logDensity: (x) => betaBernoulliEdge.logPredictive(x, [alpha, beta], [], 1) };
  },
};
