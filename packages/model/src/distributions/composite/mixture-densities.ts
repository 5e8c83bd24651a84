/** Write what the densities, tails and supports of mixtures have in common. */

import type { Axis } from "../../expr/layout.js";
import type { ExprNode } from "../../expr/node.js";
import { constant, reduce } from "../../expr/node.js";
import { exp, gt, log, sub, where } from "../../expr/raw.js";
import type { Bound, Support } from "../../expr/records.js";

/** The log of a weight, −∞ at 0, where the slope is not asked for. */
export const logWeight = (w: ExprNode): ExprNode => where(gt(w, 0), log(where(gt(w, 0), w, 1)), -Infinity);

/** What to subtract before exponentials are taken: the largest term, or 0 where all are −∞. */
const finite = (top: ExprNode): ExprNode => where(gt(top, -Infinity), top, 0);

/** log Σ exp along a dim, −∞ where all terms are. */
export function logSumExpAlong(x: ExprNode, dim: Axis): ExprNode {
  const top = finite(reduce("maximum", x, dim));
  return log(reduce("sum", exp(sub(x, top)), dim)).add(top);
}

/** log Σ exp of a list, −∞ where all terms are. */
export function logSumExpOf(terms: readonly ExprNode[]): ExprNode {
  const top = finite(terms.reduce((a, b) => where(gt(b, a), b, a), constant(-Infinity)));
  return log(terms.map((term) => exp(term.sub(top))).reduce((a, b) => a.add(b))).add(top);
}

/** The least support that holds all of these, as far as it is known before sampling; components guard their own. */
export function hull(supports: readonly Support[]): Support {
  const kinds = new Set(supports.map(({ kind }) => kind));
  const [only] = kinds;
  if (kinds.size !== 1 || (only !== "interval" && only !== "integer")) return { kind: "real" };
  const bounded = supports as readonly Extract<Support, { kind: "interval" | "integer" }>[];
  const lower = furthest(
    bounded.map((support) => support.lower),
    Math.min,
  );
  const upper = furthest(
    bounded.map((support) => support.upper),
    Math.max,
  );
  const bounds = { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
  if (only === "integer") return { kind: "integer", ...bounds };
  if (lower === undefined && upper === undefined) return { kind: "real" };
  return {
    kind: "interval",
    ...bounds,
    closed: bounded.some((support) => support.kind === "interval" && support.closed),
  };
}

/** The same bound where all share it, numbers by `choose`, else none. */
function furthest(bounds: readonly (Bound | undefined)[], choose: (...numbers: number[]) => number): Bound | undefined {
  const [first] = bounds;
  if (bounds.every((bound) => bound === first)) return first;
  return bounds.every((bound): bound is number => typeof bound === "number") ? choose(...bounds) : undefined;
}
