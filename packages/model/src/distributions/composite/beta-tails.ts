/** Write the tails of what is a beta variate: by its value, by counts of trials, or by Student's t, whose square is one in disguise. */
import type { ExprNode } from "../../expr/node.js";
import {
  abs,
  exp,
  lbeta,
  log,
  log1p,
  logIncBetaAtOdds,
  logit,
  lt,
  min,
  mul,
  neg,
  sqrt,
  where,
} from "../../expr/raw.js";
import type { Tails } from "../../expr/records.js";

type Pair = readonly [ExprNode, ExprNode];
const of = (parameters: readonly ExprNode[]): Pair => parameters as unknown as Pair;

export const betaTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [a, b] = of(parameters);
    return logIncBetaAtOdds(a, b, logit(x));
  },
  logAbove: (x, ...parameters) => {
    const [a, b] = of(parameters);
    return logIncBetaAtOdds(b, a, neg(logit(x)));
  },
};

/** Of successes among n trials by the log odds of one: P(X > k) is that of beta(k + 1, n − k) below them. */
const trialTails = (odds: (p: ExprNode) => ExprNode): Tails => ({
  logBelow: (k, ...parameters) => {
    const [n, p] = of(parameters);
    return logIncBetaAtOdds(n.sub(k), k.add(1), neg(odds(p)));
  },
  logAbove: (k, ...parameters) => {
    const [n, p] = of(parameters);
    return logIncBetaAtOdds(k.add(1), n.sub(k), odds(p));
  },
});
export const binomialTails: Tails = trialTails(logit);
export const binomialLogitTails: Tails = trialTails((eta) => eta);

/** Of failures before the size-th success, by the size and the log odds of success: P(X ≤ k) is that of beta(size, k + 1). */
export const failureTails = (counts: (...parameters: readonly ExprNode[]) => Pair): Tails => ({
  logBelow: (k, ...parameters) => {
    const [size, odds] = counts(...parameters);
    return logIncBetaAtOdds(size, k.add(1), odds);
  },
  logAbove: (k, ...parameters) => {
    const [size, odds] = counts(...parameters);
    return logIncBetaAtOdds(k.add(1), size, neg(odds));
  },
});

/** Log odds of ν / (ν + t²), which is beta(ν/2, ½), for t > 0. */
const oddsOf = (t: ExprNode, nu: ExprNode): ExprNode => log(nu).sub(log(t).mul(2));

/** log P(|T| > t) for t > 0. */
const logOutside = (t: ExprNode, nu: ExprNode): ExprNode => logIncBetaAtOdds(nu.mul(0.5), half, oddsOf(t, nu));
const half = 0.5;

/** Where a density is that at 0 to all digits. */
const near = 1e-8;

/** log P(T ≤ t) by the two tails beyond |t|; where t is nearly 0, by the density there. */
function logBelow(t: ExprNode, nu: ExprNode): ExprNode {
  const small = lt(abs(t), min(sqrt(nu), 1).mul(near));
  const outside = logOutside(where(small, 1, abs(t)), nu);
  const away = where(lt(t, 0), outside.sub(Math.LN2), log1p(exp(outside).mul(-0.5)));
  const slope = exp(neg(lbeta(nu.mul(0.5), half))).div(sqrt(nu));
  return where(small, log1p(mul(where(small, t, 0), slope).mul(2)).sub(Math.LN2), away);
}

type Three = readonly [nu: ExprNode, mu: ExprNode, sigma: ExprNode];
export const studentTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [nu, mu, sigma] = parameters as unknown as Three;
    return logBelow(x.sub(mu).div(sigma), nu);
  },
  logAbove: (x, ...parameters) => {
    const [nu, mu, sigma] = parameters as unknown as Three;
    return logBelow(mu.sub(x).div(sigma), nu);
  },
};

export const halfStudentTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [nu, sigma] = of(parameters);
    return logIncBetaAtOdds(half, nu.mul(0.5), neg(oddsOf(x.div(sigma), nu)));
  },
  logAbove: (x, ...parameters) => {
    const [nu, sigma] = of(parameters);
    return logOutside(x.div(sigma), nu);
  },
};
