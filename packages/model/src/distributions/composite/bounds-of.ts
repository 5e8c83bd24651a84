/** Read the limits that users give to truncated() and censored(), and what they leave of a support. */
import { constant, type ExprNode, nodeOf } from "../../expr/node.js";
import { le, lt, max, min } from "../../expr/raw.js";
import type { Bound, Family, Parameter, Requirement, Support } from "../../expr/records.js";
import type { Arg, Bounds } from "../../expr/types.js";
import { isDiscrete } from "../../support.js";
import { boundsOf } from "../bounds.js";

const extended: Support = { kind: "real", infinite: true };

/** Parameters that come after those of the base. */
export const boundParameters: readonly Parameter[] = [
  { name: "lower", support: extended },
  { name: "upper", support: extended },
];

/**
 * The two limits as expressions; a missing one is infinite.
 * @throws TypeError when there is none, or one of counts is no data.
 */
export function limitsOf(
  verb: string,
  base: Family,
  { lower, upper }: Bounds<Arg, Arg>,
): readonly [ExprNode, ExprNode] {
  if (lower === undefined && upper === undefined)
    throw new TypeError(`${verb} wants a bound, as in ${verb}(normal(0, 1), { lower: 0 })`);
  const limits = [
    lower === undefined ? constant(-Infinity) : nodeOf(lower),
    upper === undefined ? constant(Infinity) : nodeOf(upper),
  ] as const;
  if (isDiscrete(base.support([], [])) && !limits.every(({ known }) => known))
    throw new TypeError(
      `the limits of ${verb}(${base.constructorName}) must be data: masses of counts are added one by one`,
    );
  return limits;
}

/** The parameters of the base and the limits after them. */
export function splitLimits(all: readonly ExprNode[]): {
  readonly parameters: readonly ExprNode[];
  readonly lower: ExprNode;
  readonly upper: ExprNode;
} {
  const [lower, upper] = all.slice(-2);
  return {
    parameters: all.slice(0, -2),
    lower: lower ?? constant(-Infinity),
    upper: upper ?? constant(Infinity),
  };
}

/** What limits must satisfy: a count may have one value only. */
export const limitsInOrder = (base: Support): Requirement =>
  isDiscrete(base)
    ? { text: "lower at most upper", holds: (...all) => ordered(all, le) }
    : { text: "lower below upper", holds: (...all) => ordered(all, lt) };
const ordered = (all: readonly ExprNode[], compare: typeof le): ExprNode => {
  const { lower, upper } = splitLimits(all);
  return compare(lower, upper);
};

/** The values of a support between limits, which belong to it. */
export function limited(base: Support, lower: ExprNode, upper: ExprNode): Support {
  const limits = boundsOf(lower, upper);
  if (base.kind !== "interval" && base.kind !== "integer") return { kind: "interval", ...limits, closed: true };
  const low = tighter(base.lower, limits.lower, 1);
  const high = tighter(base.upper, limits.upper, -1);
  const bounds = { ...(low === undefined ? {} : { lower: low }), ...(high === undefined ? {} : { upper: high }) };
  return base.kind === "integer" ? { kind: "integer", ...bounds } : { kind: "interval", ...bounds, closed: true };
}

/** The larger of two lower bounds (sign 1), the smaller of two upper ones (sign −1). */
function tighter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (typeof a === "number" && typeof b === "number") return sign * a > sign * b ? a : b;
  return sign > 0 ? max(nodeOf(a), nodeOf(b)) : min(nodeOf(a), nodeOf(b));
}
