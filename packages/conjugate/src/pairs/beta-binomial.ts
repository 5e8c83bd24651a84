/** Update a beta prior by successes among known numbers of trials. */
import { logBetaBinomial } from "../mass/beta-binomial.js";
import { checkedData, checkFields, checkSameLength, isCount, isPositive } from "./check.js";
import { type Absorbed, absorbAll } from "./one-cell.js";
import type { Edge, Pair } from "./types.js";

/** The shapes of a beta distribution, both positive. `n` is the number of trials of a new observation, where one is meant. */
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
  absorb([alpha, beta], { values, cells, known: [trials] }) {
    const [a, b, n] = [alpha as Float64Array, beta as Float64Array, trials as Float64Array];
    const successes = new Float64Array(a.length);
    const failures = new Float64Array(a.length);
    let logEvidence = 0;
    for (let i = 0; i < values.length; i++) {
      const c = cells[i] as number;
      const k = values[i] as number;
      const m = (n[i] as number) - k;
      logEvidence += logBetaBinomial(
        k,
        m,
        (a[c] as number) + (successes[c] as number),
        (b[c] as number) + (failures[c] as number),
      );
      successes[c] = (successes[c] as number) + k;
      failures[c] = (failures[c] as number) + m;
    }
    for (let c = 0; c < a.length; c++) {
      a[c] = (a[c] as number) + (successes[c] as number);
      b[c] = (b[c] as number) + (failures[c] as number);
    }
    return logEvidence;
  },
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
    const trials = new Set(Array.from(data.n));
    if (prior.n !== undefined) trials.add(prior.n);
    const [n] = trials;
    return trials.size === 1 && n !== undefined ? { alpha, beta, n } : { alpha, beta };
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
