/** Update a beta prior by counts of failures before the first success. */
import { lbetaDiff } from "@credence/math";
import { absorbSequences } from "./beta-counts.js";
import { type Beta, betaPair } from "./beta-pair.js";
import { isCount } from "./check.js";
import type { Edge, Pair, Sample } from "./types.js";

export const betaGeometricEdge: Edge = {
  pair: "beta-geometric",
  prior: "beta",
  child: "geometric0",
  slot: "p",
  scalable: false,
  absorb: (parameters, { values, cells }) =>
    absorbSequences(parameters, { successes: values.map(() => 1), failures: values, cells }),
  adds: ({ values }) => [values.map(() => 1), values],
  logPredictive: (x, [a, b]) => (isCount(x) ? lbetaDiff(a as number, b as number, 1, x) : -Infinity),
};

/** Beta(alpha, beta) on the success rate of trials of which `x[i]` failed before the first success. */
export const betaGeometric: Pair<Beta, Sample> = betaPair(betaGeometricEdge, isCount);
