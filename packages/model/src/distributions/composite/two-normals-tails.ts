/** Write the tails of laws that are made of two normal tails: the inverse Gaussian and the exponentially modified normal. */
import { constant, type ExprNode } from "../../expr/node.js";
import { exp, expm1, ge, gt, log, log1p, lt, max, mul, neg, sqrt, stdNormalLogCdf, where } from "../../expr/raw.js";
import type { Tails } from "../../expr/records.js";
import { logNormal, logRatio, ratioDrop } from "./mills-drop.js";
import { logSumExpOf } from "./mixture-densities.js";
import { tailsAt } from "./tails-by.js";
import { normalTails } from "./truncated-normal.js";

const [center, unit] = [constant(0), constant(1)];

/** log(1 − e^x) for x below about −½. */
const rest = (x: ExprNode): ExprNode => log1p(neg(exp(x)));

/**
 * P(X ≤ x) = Φ(a) + φ(a) R(b) and P(X > x) = φ(a) [R(a) − R(b)], with a, b = √(λ/x) (x/μ ∓ 1) and R Mills' ratio
 * (Shuster 1968).
 */
export const inverseGaussianTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [a, apart] = endsOf(x, parameters);
    return logSumExpOf([stdNormalLogCdf(a), logNormal(a).add(logRatio(a.add(apart)))]);
  },
  logAbove: (x, ...parameters) => {
    const [a, apart] = endsOf(x, parameters);
    const upper = gt(a, -1);
    const at = where(upper, a, 0);
    const byDrop = logNormal(at).add(log(ratioDrop(at, apart)));
    return where(upper, byDrop, rest(inverseGaussianTails.logBelow(x, ...parameters)));
  },
};
function endsOf(x: ExprNode, [mu, lambda]: readonly ExprNode[]): readonly [ExprNode, ExprNode] {
  const root = sqrt((lambda as ExprNode).div(x));
  return [root.mul(x.div(mu as ExprNode).sub(1)), root.mul(2)];
}

/** log of exp(k²/2 − kz) Φ(z − k), by Mills' ratio where both factors are extreme. */
function logTerm(z: ExprNode, k: ExprNode): ExprNode {
  const w = k.sub(z);
  const far = ge(w, 0);
  const byFactors = stdNormalLogCdf(neg(where(far, 0, w))).add(k.mul(k.mul(0.5).sub(z)));
  return where(far, logNormal(z).add(logRatio(where(far, w, 0))), byFactors);
}

/** Of Z = N + E / k, a standard normal and an exponential: P(Z > z) = Φ(−z) + exp(k²/2 − kz) Φ(z − k). */
const standard: Tails = {
  logAbove: (z, k) => logSumExpOf([stdNormalLogCdf(neg(z)), logTerm(z, k as ExprNode)]),
  logBelow: (z, rate) => {
    const k = rate as ExprNode;
    const above = standard.logAbove(z, k);
    const low = lt(z, 0);
    const byRest = max(lt(above, -Math.LN2), mul(ge(z, 0), ge(k, 1)));
    const negative = where(low, z, 0);
    const byDrop = logNormal(negative).add(log(ratioDrop(neg(negative), k)));
    return where(byRest, rest(where(byRest, above, -1)), where(low, byDrop, log(steps(z, k))));
  },
};

/** P(Z ≤ z) = Φ(z) − Φ(z − k) + [1 − exp(k²/2 − kz)] Φ(z − k), for z ≥ 0 and k < 1; 1 elsewhere. */
function steps(z: ExprNode, k: ExprNode): ExprNode {
  const holds = mul(ge(z, 0), lt(k, 1));
  const [at, step] = [where(holds, z, 1), where(holds, k, 0.5)];
  const from = at.sub(step);
  const between = exp((normalTails.logBetween as Required<Tails>["logBetween"])(from, at, center, unit));
  const sum = between.sub(expm1(step.mul(step.mul(0.5).sub(at))).mul(exp(stdNormalLogCdf(from))));
  return where(holds, sum, 1);
}

export const exgaussianTails: Tails = tailsAt(
  standard,
  (x, mu, sigma) => x.sub(mu as ExprNode).div(sigma as ExprNode),
  (_mu, sigma, nu) => [(sigma as ExprNode).div(nu as ExprNode)],
);
