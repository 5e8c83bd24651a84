/** Truncate a distribution: values outside the limits cannot occur, and those inside are as much more likely. */
import type { DimsOf } from "@credence/draws";
import type { ExprNode } from "../../expr/node.js";
import type { Family, Tails } from "../../expr/records.js";
import type { Arg, Bounded, Bounds, Input, Positive, RandomNode, Real, Variable } from "../../expr/types.js";
import { isDiscrete } from "../../support.js";
import { normal } from "../normal.js";
import { compositeName, registerCombinator } from "../registry.js";
import { boundParameters, limited, limitsInOrder, limitsOf, splitLimits } from "./bounds-of.js";
import { axesWith, compositeVariable, requirementsOf } from "./composite.js";
import { consume } from "./consume.js";
import { withTails } from "./families-with-tails.js";
import { guarded } from "./guarded.js";
import { tailsWithin } from "./tails-within.js";
import { truncatedDraw, truncatedNumbers } from "./truncated-numbers.js";
import { truncationOf } from "./truncation.js";

/** The family between two limits, which come after the parameters of the base. @throws TypeError when it has no tails. */
export function truncatedFamily(base: Family): Family {
  const truncation = truncationOf(base);
  if (truncation === undefined) throw new TypeError(withTails("truncated", base));
  const numbers = truncatedNumbers(base, truncation);
  const supportOf = (all: readonly ExprNode[]) => {
    const { parameters, lower, upper } = splitLimits(all);
    return limited(base.support(parameters, []), lower, upper);
  };
  return {
    name: compositeName("truncated", [base]),
    constructorName: `truncated(${base.constructorName})`,
    event: base.event,
    parameters: [...base.parameters, ...boundParameters],
    ...requirementsOf([{ family: base, from: 0 }], limitsInOrder(base.support([], []))),
    support: supportOf,
    logDensity: (x: ExprNode, ...all: readonly ExprNode[]) => {
      const { parameters, lower, upper } = splitLimits(all);
      // an end of the base's support may lie between the limits and not belong to it
      return guarded(
        x,
        base.support(parameters, []),
        (inside) => truncation.logDensity(inside, lower, upper, ...parameters),
        supportOf(all),
      );
    },
    ...tailsOf(base),
    random: truncatedDraw(base, numbers.quantile),
    ...numbers,
  } as Family;
}

/** Tails of what is truncated, from those of the base; counts need none. */
function tailsOf(base: Family): { readonly tails?: Tails } {
  const within = base.tails === undefined || isDiscrete(base.support([], [])) ? undefined : tailsWithin(base);
  if (within === undefined) return {};
  const share = (all: readonly ExprNode[], from?: ExprNode, to?: ExprNode): ExprNode => {
    const { parameters, lower, upper } = splitLimits(all);
    const part = within.logBetween(from ?? lower, to ?? upper, parameters);
    return part.sub(within.logBetween(lower, upper, parameters));
  };
  return { tails: { logBelow: (x, ...all) => share(all, undefined, x), logAbove: (x, ...all) => share(all, x) } };
}

registerCombinator("truncated", ([base]) => truncatedFamily(base as Family));

/**
 * `base` given that it lies from `lower` to `upper`, of which one may be left out; they may be expressions (data, for
 * counts). The density is that of the base divided by its probability between the limits, in logs that keep their digits
 * in both tails. The base is consumed: it is a distribution here and no variable.
 * @throws TypeError when the language has no function for the base's cdf, or it was consumed before; RangeError when
 *   limits that are data are in the wrong order.
 */
export function truncated<D extends string, K extends Real, L extends Arg = -1, U extends Arg = 2>(
  base: RandomNode<D, K>,
  bounds: Bounds<L, U>,
): Variable<D | DimsOf<L | U>, Bounded<K, L, U>> {
  const taken = consume(base, "truncated");
  const limits = limitsOf("truncated", taken.family, bounds);
  return compositeVariable(truncatedFamily(taken.family), [...taken.args, ...limits], axesWith(taken, limits));
}

/** A normal between two limits: `truncated(normal(mu, sigma), { lower, upper })`. */
export function truncatedNormal<A extends Input<Real>, B extends Input<Positive>, L extends Arg, U extends Arg>(
  mu: A,
  sigma: B,
  lower: L,
  upper: U,
): Variable<DimsOf<A | B | L | U>, Bounded<Real, L, U>> {
  return truncated(normal(mu, sigma), { lower, upper } as Bounds<L, U>) as Variable<
    DimsOf<A | B | L | U>,
    Bounded<Real, L, U>
  >;
}
