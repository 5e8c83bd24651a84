/** Compute the probability of counts between limits that are data: as a sum of masses, or by tails where there are many. */
import { dim } from "@credence/draws";
import { evaluate } from "../../expr/evaluate.js";
import { constant, dataNode, type ExprNode } from "../../expr/node.js";
import { ge, le, log1mExp, lt, min, mul, where } from "../../expr/raw.js";
import type { Bound, Family } from "../../expr/records.js";
import { logBetweenTails } from "./count-tails.js";
import { guardedDensity } from "./guarded.js";
import { logSumExpAlong } from "./mixture-densities.js";

/** How many masses a sum may have. */
const mostTerms = 10_000;
/** Up to so many masses are added where there are tails too: a sum of few has no digits to lose. */
const fewTerms = 40;

/** Above this log P(X < lower), less than a millionth is left, and its complement has lost digits. */
const nearlyAll = -1e-6;

/**
 * log P(lower ≤ X ≤ upper) of whole numbers, by a sum over the values between, or by one minus the sum over those below;
 * of families that have tails, by these where the sum would be long. Without tails, where hardly anything is left above, the first masses from `lower` on are added: they fall so fast there that 4 lower
 * + 40 of them leave out less than the last digit of a Poisson, binomial or negative binomial.
 * @throws TypeError when limits are no data, RangeError when a sum is too long.
 */
export function logCountsBetween(
  family: Family,
  lower: ExprNode,
  upper: ExprNode,
  parameters: readonly ExprNode[],
): ExprNode {
  const support = family.support(parameters, []);
  const { lower: start, upper: last } = support.kind === "integer" ? support : {};
  const least = smallest(family, start);
  const from = Math.max(least, extreme(family, lower, Math.min));
  const highest = extreme(family, lower, Math.max);
  const limit = extreme(family, upper, Math.max);
  const end = largest(last);
  const { tails } = family;
  const sumsOne = highest <= least + 1 && limit === Infinity;
  if (tails !== undefined && !sumsOne && !(Math.min(end, limit) - from < fewTerms))
    return logBetweenTails(tails, { first: least, last: last ?? Infinity }, { lower, upper }, parameters);
  const enough = 4 * Math.max(highest, 0) + 40;
  if (Number.isFinite(limit) || end - from <= enough)
    return sumBetween(family, from, Math.min(end, limit), lower, upper, parameters);
  if (highest <= least) return constant(0);
  const below = sumBetween(family, least, Math.ceil(highest) - 1, constant(-Infinity), lower, parameters, lt);
  if (highest <= least + 1) return log1mExp(min(below, 0));
  const most = lt(below, nearlyAll);
  const first = dataNode(lower.axes, evaluate(lower).map(Math.ceil));
  return where(most, log1mExp(where(most, below, -1)), series(family, first, enough, parameters));
}

/** The extreme of a limit that is data. */
function extreme({ constructorName }: Family, limit: ExprNode, of: (...x: number[]) => number): number {
  if (!limit.known)
    throw new TypeError(`the limits of ${constructorName} must be data: masses of counts are added one by one`);
  return evaluate(limit).reduce((a, b) => of(a, b));
}

const largest = (end: Bound | undefined): number =>
  end === undefined ? Infinity : typeof end === "number" ? end : end.known ? Math.max(...evaluate(end)) : Infinity;
function smallest({ constructorName }: Family, start: Bound | undefined): number {
  const least = start === undefined ? -Infinity : typeof start === "number" ? start : start.range.lower;
  if (Number.isFinite(least)) return least;
  throw new TypeError(`masses of ${constructorName} cannot be added, as it has no least value`);
}

/** log Σ of the masses from `from` to `to` that are between the limits of their element. */
function sumBetween(
  family: Family,
  from: number,
  to: number,
  lower: ExprNode,
  upper: ExprNode,
  parameters: readonly ExprNode[],
  atMost: typeof le = le,
): ExprNode {
  const least = Math.ceil(from);
  const count = Math.floor(to) - least + 1;
  if (count < 1) return constant(-Infinity);
  const k = counted(family, count);
  const x = dataNode(
    [k],
    Float64Array.from({ length: count }, (_, i) => least + i),
  );
  const masses = guardedDensity(family, x, parameters);
  return logSumExpAlong(where(mul(ge(x, lower), atMost(x, upper)), masses, -Infinity), k);
}

/** log Σ of the first masses from `first` on. */
function series(family: Family, first: ExprNode, count: number, parameters: readonly ExprNode[]): ExprNode {
  const k = counted(family, Math.ceil(count));
  const steps = dataNode(
    [k],
    Float64Array.from({ length: k.size }, (_, i) => i),
  );
  return logSumExpAlong(guardedDensity(family, first.add(steps), parameters), k);
}

function counted({ constructorName }: Family, count: number): ReturnType<typeof dim> {
  if (count > mostTerms)
    throw new RangeError(
      `the limits of ${constructorName} ask for a sum of ${count} masses: at most ${mostTerms} are added; bring the limits closer`,
    );
  return dim("count~", count);
}
