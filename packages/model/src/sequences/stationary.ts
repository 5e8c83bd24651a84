/** Find the law of the first values of a stationary autoregression: the Durbin–Levinson recursion run backwards (Durbin 1960). */
import { constant, type ExprNode } from "../expr/node.js";
import { abs, div, lt, mul, sqrt, square, sub, where } from "../expr/raw.js";

/** How values follow from fewer than `p` others, `known` of which there are. */
export interface Beginning {
  /** Coefficients of the latest value first. */
  readonly coefficients: readonly ExprNode[];
  /** The factor by which the standard deviation is larger than that of a later step. */
  readonly spread: ExprNode;
}

/** Beginnings with 0, 1, …, p − 1 values known, and whether the process is stationary: 1 or 0. */
export function stationary(coefficients: readonly ExprNode[]): {
  readonly beginnings: readonly Beginning[];
  readonly holds: ExprNode;
} {
  let now: readonly ExprNode[] = coefficients;
  let holds: ExprNode = constant(1);
  let rest: ExprNode = constant(1); // Π (1 − r²) over the partial autocorrelations r left behind
  const beginnings: Beginning[] = [];
  while (now.length > 0) {
    const last = now.at(-1) as ExprNode;
    const inside = lt(abs(last), 1);
    const partial = where(inside, last, 0);
    const left = sub(1, square(partial));
    const all = now;
    now = all.slice(0, -1).map((each, i) => each.add(mul(partial, all[all.length - 2 - i] as ExprNode)).div(left));
    holds = mul(holds, inside);
    rest = mul(rest, left);
    beginnings.unshift({ coefficients: now, spread: div(1, sqrt(rest)) });
  }
  return { beginnings, holds };
}
