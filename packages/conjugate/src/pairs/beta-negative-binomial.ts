/** Update a beta prior by counts of failures before a known number of successes. */
import { log1p } from "@credence/math";
import { logBetaBinomial } from "../mass/beta-binomial.js";
import { absorbTotals } from "./beta-counts.js";
import { checkedData, checkFields, isCount, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair, Sample } from "./types.js";

/** The shapes of a beta distribution, and the number of successes at which each observation ends. */
export interface BetaSuccesses {
  readonly alpha: number;
  readonly beta: number;
  readonly r: number;
}

const name = "beta-negative-binomial";

/** log of C(x + r − 1, x) / C(x + r, x): the last trial must be a success. */
const lastIsSuccess = (x: number, r: number): number => -log1p(x / r);

export const betaNegativeBinomialEdge: Edge = {
  pair: name,
  prior: "beta",
  child: "negative_binomial",
  slot: "p",
  scalable: false,
  absorb(parameters, { values, cells, known: [wanted] }) {
    const successes = wanted as Float64Array;
    const ends = values.reduce((sum, x, i) => sum + lastIsSuccess(x, successes[i] as number), 0);
    return absorbTotals(parameters, { successes, failures: values, cells }) + ends;
  },
  adds: ({ values, known: [wanted] }) => [wanted as Float64Array, values],
  logPredictive: (x, [a, b], [r]) =>
    isCount(x) ? logBetaBinomial(r as number, x, a as number, b as number) + lastIsSuccess(x, r as number) : -Infinity,
};

function absorbed({ alpha, beta, r }: BetaSuccesses, { x }: Sample): Absorbed {
  checkFields(name, { alpha, beta, r }, isPositive);
  const failures = checkedData(name, "x", x, isCount);
  return absorbAll(betaNegativeBinomialEdge, [alpha, beta], failures, { known: [failures.map(() => r)] });
}

/** Beta(alpha, beta) on the success rate of trials of which `x[i]` failed before the r-th success. */
export const betaNegativeBinomial: Pair<BetaSuccesses, Sample> = {
  name,
  update(prior, data) {
    const [alpha, beta] = absorbed(prior, data).parameters as [number, number];
    return { alpha, beta, r: prior.r };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ alpha, beta, r }) {
    checkFields(name, { alpha, beta, r }, isPositive);
    return { logDensity: (x) => betaNegativeBinomialEdge.logPredictive(x, [alpha, beta], [r], 1) };
  },
};
