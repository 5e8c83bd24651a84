/** Give the law between limits from what a family tells of its tails, in expressions and in numbers. */
import { log1mExp, logDiffExp } from "@credence/math";
import type { Family, ScalarFamily, Truncation } from "../../expr/records.js";
import { isDiscrete } from "../../support.js";
import { limited } from "./bounds-of.js";
import { guardedDensity } from "./guarded.js";
import { tailsWithin } from "./tails-within.js";

/** The truncation of a family: its own, or by its tails; undefined where the language has no function for them. */
export function truncationOf(base: Family): Truncation | undefined {
  if (base.truncation !== undefined) return base.truncation;
  const within = tailsWithin(base);
  if (within === undefined) return undefined;
  return {
    logDensity: (x, lower, upper, ...parameters) => {
      const known = limited(base.support(parameters, []), lower, upper);
      return guardedDensity(base, x, parameters, known).sub(within.logBetween(lower, upper, parameters));
    },
    logShare: (from, to, lower, upper, ...parameters) => {
      const mass = massBetween(base as ScalarFamily);
      return mass(from, to, parameters) - mass(lower, upper, parameters);
    },
  };
}

/** Whether numbers tell probabilities of a family's values, too. */
export const hasNumbers = (base: Family): base is ScalarFamily =>
  base.event === "scalar" && base.logCdf !== undefined && base.logSf !== undefined;

/** log P(from ≤ X ≤ to) by the tails in numbers, in the tail where it keeps its digits. */
function massBetween(base: ScalarFamily): (from: number, to: number, parameters: readonly number[]) => number {
  const { logCdf, logSf } = base as Required<ScalarFamily>;
  const discrete = isDiscrete(base.support([], []));
  return (from, to, parameters) => {
    // P(from ≤ X) leaves out what is below `from`
    const before = discrete ? Math.ceil(from) - 1 : from;
    const above = logSf(before, ...parameters);
    return above < -Math.LN2
      ? logDiffExp(above, logSf(to, ...parameters))
      : logDiffExp(logCdf(to, ...parameters), logCdf(before, ...parameters));
  };
}

/** log(1 − p) of two complementary probabilities' logs: the one that is known better. */
export const complement = (own: number, other: number): number =>
  own > -Math.LN2 ? log1mExp(Math.min(other, 0)) : own;
