/** Update a beta prior by successes among known numbers of trials. */
import { logBetaBinomial } from "../mass/beta-binomial.js";
import { absorbTotals } from "./beta-counts.js";
import { checkedData, checkFields, checkSameLength, isCount, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair } from "./types.js";

/** The shapes of a beta distribution, both positive, and the number of trials of a new observation where one is meant. */
export interface BetaTrials {
  readonly alpha: number;
  readonly beta: number;
  readonly n?: number;
}
/** `k[i]` successes in `n[i]` trials. */
export interface BinomialData {
  readonly n: ArrayLike<number>;
  readonly k: ArrayLike<number>;
}

const name = "beta-binomial";

export const betaBinomialEdge: Edge = {
  pair: name,
  prior: "beta",
  child: "binomial",
  slot: "p",
  scalable: false,
  absorb: (parameters, { values, cells, known: [trials] }) =>
    absorbTotals(parameters, {
      successes: values,
      failures: (trials as Float64Array).map((n, i) => n - (values[i] as number)),
      cells,
    }),
  adds: ({ values, known: [trials] }) => [values, (trials as Float64Array).map((n, i) => n - (values[i] as number))],
  logPredictive: (x, [a, b], [n]) =>
    isCount(x) && x <= (n as number) ? logBetaBinomial(x, (n as number) - x, a as number, b as number) : -Infinity,
};

function absorbed({ alpha, beta }: BetaTrials, data: BinomialData): Absorbed {
  checkFields(name, { alpha, beta }, isPositive);
  checkSameLength(name, ["n", data.n], ["k", data.k]);
  const n = checkedData(name, "n", data.n, isCount);
  const k = checkedData(name, "k", data.k, isCount);
  const wrong = k.findIndex((successes, i) => successes > (n[i] as number));
  if (wrong >= 0)
    throw new RangeError(`${name}: k[${wrong}] is ${k[wrong]}; it must be at most n[${wrong}] = ${n[wrong]}`);
  return absorbAll(betaBinomialEdge, [alpha, beta], k, { known: [n] });
}

/**
 * Beta(alpha, beta) on the success rate of binomials. The posterior carries the number of trials when all observations
 * had the same: its predictive is then that of one more such observation, unless `next.n` says otherwise.
 */
export const betaBinomial: Pair<BetaTrials, BinomialData, { readonly n: number }> = {
  name,
  update(prior, data) {
    const [alpha, beta] = absorbed(prior, data).parameters as [number, number];
    const [n, ...others] = new Set([...Array.from(data.n), ...(prior.n === undefined ? [] : [prior.n])]);
    return n !== undefined && others.length === 0 ? { alpha, beta, n } : { alpha, beta };
  },
  logEvidence: (prior, data) => absorbed(prior, data).logEvidence,
  predictive({ alpha, beta, n: usual }, next) {
    const n = next?.n ?? usual;
    if (n === undefined)
      throw new TypeError(
        `${name}: say how many trials the new observation has, as in predictive(posterior, { n: 10 })`,
      );
    checkFields(name, { alpha, beta }, isPositive);
    checkFields(name, { n }, isCount);
    return { logDensity: (x) => betaBinomialEdge.logPredictive(x, [alpha, beta], [n], 1) };
  },
};
