/** Update a beta prior by single trials: 1 for a success, 0 for a failure. */
import { lbetaDiff } from "@credence/math";
import { absorbSequences } from "./beta-counts.js";
import { type Beta, betaPair } from "./beta-pair.js";
import { isBinary } from "./check.js";
import type { Edge, Pair, Sample } from "./types.js";

export const betaBernoulliEdge: Edge = {
  pair: "beta-bernoulli",
  prior: "beta",
  child: "bernoulli",
  slot: "p",
  scalable: false,
  absorb: (parameters, { values, cells }) =>
    absorbSequences(parameters, { successes: values, failures: values.map((x) => 1 - x), cells }),
  adds: ({ values }) => [values, values.map((x) => 1 - x)],
  logPredictive: (x, [a, b]) => (isBinary(x) ? lbetaDiff(a as number, b as number, x, 1 - x) : -Infinity),
};

/** Beta(alpha, beta) on the success rate of single trials `x`. */
export const betaBernoulli: Pair<Beta, Sample> = betaPair(betaBernoulliEdge, isBinary);
