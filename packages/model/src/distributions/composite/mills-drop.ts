/** Write Mills' ratio, and its fall over a distance without cancellation: what tails made of two normal tails are. */
import { LOG_SQRT_TWO_PI } from "@credence/math";
import type { ExprNode } from "../../expr/node.js";
import {
  abs,
  exp,
  ge,
  gt,
  logMills,
  meanExcess,
  mul,
  neg,
  square,
  stdNormalLogCdf,
  sub,
  where,
} from "../../expr/raw.js";
import { nodes, weights } from "./gauss-legendre.js";

/** A width that is as good as none; its square is a double. */
const endless = 1e100;

/** log φ(z). */
export const logNormal = (z: ExprNode): ExprNode => square(z).mul(-0.5).sub(LOG_SQRT_TWO_PI);

/** log [1 − Φ(a)] / φ(a), for a above about −1. */
export function logRatio(a: ExprNode): ExprNode {
  const positive = ge(a, 0);
  const negative = where(positive, 0, a);
  return where(
    positive,
    logMills(where(positive, a, 0), endless),
    stdNormalLogCdf(neg(negative)).sub(logNormal(negative)),
  );
}

/** Minus the slope of Mills' ratio R: 1 − a R, which is R times the mean excess where the difference would cancel. */
function fall(a: ExprNode): ExprNode {
  const far = ge(a, 1);
  const beyond = where(far, a, 1);
  const ratio = exp(logRatio(beyond)).mul(meanExcess(beyond, endless));
  const near = where(far, 0, a);
  return where(far, ratio, sub(1, near.mul(exp(logRatio(near)))));
}

/** Mills' ratio at a less that at a + d, for a above −1 and d ≥ 0: the integral of its fall where d is small. */
export function ratioDrop(a: ExprNode, d: ExprNode): ExprNode {
  const wide = gt(d, abs(a).add(1).mul(0.3));
  const apart = exp(logRatio(a)).sub(exp(logRatio(a.add(where(wide, d, 1)))));
  const step = where(wide, 0, d);
  const terms = nodes.map((t, i) => mul(weights[i] as number, fall(a.add(step.mul(t)))));
  return where(wide, apart, terms.reduce((sum, term) => sum.add(term)).mul(step));
}
