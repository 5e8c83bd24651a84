/** Write the tails of the Cauchy distribution, whose arctangent the language lacks, by quadrature of its integral. */
import type { ExprNode } from "../../expr/node.js";
import { div, ge, gt, log, log1p, lt, neg, sqrt, square, where } from "../../expr/raw.js";
import type { Tails } from "../../expr/records.js";
import { nodes, weights } from "./gauss-legendre.js";

/**
 * atan(w) for 0 ≤ w ≤ 1: half the angle has tangent h = w / (1 + √(1 + w²)) ≤ √2 − 1, and
 * atan(h) = h ∫₀¹ dt / (1 + h² t²), whose integrand eight Gauss–Legendre nodes integrate to the last digit.
 */
function arctangent(w: ExprNode): ExprNode {
  const h = w.div(sqrt(square(w).add(1)).add(1));
  const terms = nodes.map((t, i) => div(2 * (weights[i] as number), square(h.mul(t)).add(1)));
  return terms.reduce((sum, term) => sum.add(term)).mul(h);
}

/** P(Z > z) for z ≥ 0: the angle with cotangent z, in half turns; half of it has tangent 1 / (z + √(1 + z²)). */
const above = (z: ExprNode): ExprNode => {
  const far = gt(z, 1e150);
  const near = where(far, 1, z);
  const half = arctangent(div(1, near.add(sqrt(square(near).add(1)))));
  return where(far, div(1 / Math.PI, where(far, z, 1)), half.mul(2 / Math.PI));
};

/** log P(Z > z): the other tail is at most a half. */
const logAbove = (z: ExprNode): ExprNode => {
  const positive = ge(z, 0);
  return where(positive, log(above(where(positive, z, 0))), log1p(neg(above(neg(where(positive, 0, z))))));
};

export const cauchyTails: Tails = { logAbove, logBelow: (z) => logAbove(neg(z)) };

/** Of |Z| for a Cauchy Z: twice the upper tail; the lower one by the arctangent of z or of 1 / z. */
export const halfCauchyTails: Tails = {
  logAbove: (x, sigma) => log(above(x.div(sigma as ExprNode)).mul(2)),
  logBelow: (x, sigma) => {
    const z = x.div(sigma as ExprNode);
    const inner = lt(z, 1);
    const center = arctangent(where(inner, z, 1)).mul(2 / Math.PI);
    return where(inner, log(center), log1p(above(where(inner, 1, z)).mul(-2)));
  },
};
