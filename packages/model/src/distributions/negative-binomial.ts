/** The negative binomial distribution of failures before a number of successes. */
import type { DimsOf } from "@credence/draws";
import { randomNegativeBinomial } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import { gt, lbeta, log, logit, neg, xlog1py, xlogy } from "../expr/raw.js";
import type { Count, Input, Positive, Unit, Variable } from "../expr/types.js";
import { count, positive, unit } from "../support.js";
import { failureTails } from "./composite/beta-tails.js";
import { companionsOf, type FailureCounts } from "./negative-binomial-counts.js";
import { type ScalarFamily, variable } from "./types.js";

const counts = (n: number, p: number): FailureCounts => ({ size: n, success: p, failure: 1 - p });

export const negativeBinomialFamily: ScalarFamily = {
  name: "negative_binomial",
  constructorName: "negativeBinomial",
  event: "scalar",
  parameters: [
    { name: "n", support: positive },
    { name: "p", support: unit },
  ],
  requires: { text: "p above 0", holds: (_n, p) => gt(p, 0) },
  support: () => count,
  // log C(k + n − 1, k) = −log(n + k) − log B(n, k + 1)
  logDensity: (k, n, p) =>
    xlogy(n, p)
      .add(xlog1py(k, neg(p)))
      .sub(log(n.add(k)))
      .sub(lbeta(n, k.add(1))),
  tails: failureTails((n, p) => [n as ExprNode, logit(p as ExprNode)]),
  random: (rng, n, p) => randomNegativeBinomial(rng, (n * (1 - p)) / p, n),
  mean: (n, p) => (n * (1 - p)) / p,
  variance: (n, p) => (n * (1 - p)) / p / p,
  ...companionsOf(counts),
};

/** Failures before the `n`-th success, each trial succeeding with probability `p` in (0, 1]; `n` > 0 need not be whole. */
export function negativeBinomial<N extends Input<Positive>, P extends Input<Unit>>(
  n: N,
  p: P,
): Variable<DimsOf<N | P>, Count> {
  return variable(negativeBinomialFamily, [n, p]);
}
