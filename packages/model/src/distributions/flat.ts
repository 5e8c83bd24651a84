/** A variable without a density of its own: what the likelihood says is all that is known. */
import type { DimsOf } from "@credence/draws";
import { constant, nodeOf, randomNode, typed } from "../expr/node.js";
import { lt } from "../expr/raw.js";
import type { Arg, Bounded, Bounds, Real, Variable } from "../expr/types.js";
import { real } from "../support.js";
import { boundsOf } from "./bounds.js";
import { checkTogether, type ScalarFamily } from "./types.js";

export const flatFamily: ScalarFamily = {
  name: "flat",
  constructorName: "flat",
  event: "scalar",
  parameters: [
    { name: "lower", support: real },
    { name: "upper", support: real },
  ],
  requires: { text: "lower below upper", holds: (lower, upper) => lt(lower, upper) },
  support: ([lower, upper]) => {
    const bounds = lower === undefined || upper === undefined ? {} : boundsOf(lower, upper);
    return bounds.lower === undefined && bounds.upper === undefined
      ? real
      : { kind: "interval", ...bounds, closed: true };
  },
  logDensity: (x) => x.mul(0),
  random: () => {
    throw new Error(
      "flat() is an improper prior and cannot be drawn from: give the variable a proper prior, such as normal(0, 10)",
    );
  },
};

/**
 * A log density of 0 between the bounds (everywhere, without any). Improper: the likelihood or a potential must make the
 * posterior proper, and simulation from the prior is refused.
 */
export function flat<L extends Arg = -1, U extends Arg = 2>(
  bounds: Bounds<L, U> = {},
): Variable<DimsOf<L | U>, Bounded<Real, L, U>> {
  const lower = bounds.lower === undefined ? constant(-Infinity) : nodeOf(bounds.lower);
  const upper = bounds.upper === undefined ? constant(Infinity) : nodeOf(bounds.upper);
  checkTogether(flatFamily, [lower, upper]);
  return typed(randomNode(flatFamily, [lower, upper]));
}
