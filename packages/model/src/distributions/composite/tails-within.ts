/** Ask tails about limits that may be infinite, outside a support, or different from element to element. */
import { constant, type ExprNode } from "../../expr/node.js";
import { ge, gt, le, lt, mul, where } from "../../expr/raw.js";
import type { Bound, Family, Support, Tails } from "../../expr/records.js";
import { logCountsBetween } from "./count-sums.js";
import { interior } from "./guarded.js";
import { tailsDifference } from "./tails-difference.js";

/** Log probabilities of what lies at or beyond limits. */
export interface TailsWithin {
  /** log P(lower ≤ X ≤ upper). */
  logBetween(lower: ExprNode, upper: ExprNode, parameters: readonly ExprNode[]): ExprNode;
  /** log P(X ≤ limit). */
  logUpTo(limit: ExprNode, parameters: readonly ExprNode[]): ExprNode;
  /** log P(X ≥ limit). */
  logFrom(limit: ExprNode, parameters: readonly ExprNode[]): ExprNode;
}

/** The tails of a family, for any limits; undefined where the language has no function for them. */
export function tailsWithin(family: Family): TailsWithin | undefined {
  if (family.support([], []).kind === "integer")
    return {
      logBetween: (lower, upper, parameters) => logCountsBetween(family, lower, upper, parameters),
      logUpTo: (limit, parameters) => logCountsBetween(family, constant(-Infinity), limit, parameters),
      logFrom: (limit, parameters) => logCountsBetween(family, limit, constant(Infinity), parameters),
    };
  const { tails } = family;
  return tails === undefined ? undefined : continuous(family, tails);
}

const endsOf = (support: Support): { readonly lower: Bound; readonly upper: Bound } => {
  const { lower = -Infinity, upper = Infinity } = support.kind === "interval" ? support : {};
  return { lower, upper };
};

function continuous(family: Family, tails: Tails): TailsWithin {
  /** Where a limit lies in the support: it, elsewhere a value at which tails have slopes. */
  const place = (limit: ExprNode, parameters: readonly ExprNode[]) => {
    const support = family.support(parameters, []);
    const { lower, upper } = endsOf(support);
    const inside = mul(gt(limit, lower), lt(limit, upper));
    return { inside, at: where(inside, limit, interior(support)), below: le(limit, lower), above: ge(limit, upper) };
  };
  const logUpTo: TailsWithin["logUpTo"] = (limit, parameters) => {
    const { inside, at, above } = place(limit, parameters);
    return where(inside, tails.logBelow(at, ...parameters), where(above, 0, -Infinity));
  };
  const logFrom: TailsWithin["logFrom"] = (limit, parameters) => {
    const { inside, at, below } = place(limit, parameters);
    return where(inside, tails.logAbove(at, ...parameters), where(below, 0, -Infinity));
  };
  return {
    logUpTo,
    logFrom,
    logBetween: (lower, upper, parameters) => {
      const [low, high] = [place(lower, parameters), place(upper, parameters)];
      const both = mul(low.inside, high.inside);
      const support = family.support(parameters, []);
      const from = where(both, low.at, interior(support, 0.25));
      const to = where(both, high.at, interior(support, 0.75));
      return where(
        both,
        (tails.logBetween ?? tailsDifference(tails))(from, to, ...parameters),
        where(low.inside, logFrom(lower, parameters), logUpTo(upper, parameters)),
      );
    },
  };
}
