/** State where a random variable may lie, as plain data: transforms, checks and messages all read this. */
import { everything, type Range, range } from "./expr/range.js";
import type { Bound, Support } from "./expr/records.js";

export const real: Support = { kind: "real" };
export const positive: Support = { kind: "interval", lower: 0, closed: false };
export const nonNegative: Support = { kind: "interval", lower: 0, closed: true };
export const unit: Support = { kind: "interval", lower: 0, upper: 1, closed: true };
export const count: Support = { kind: "integer", lower: 0 };
export const binary: Support = { kind: "integer", lower: 0, upper: 1 };

/** Whether values are whole numbers, so that gradients do not apply. */
export const isDiscrete = (support: Support): boolean =>
  support.kind === "integer" || support.kind === "label" || support.kind === "counts";

const lowest = (bound: Bound | undefined): number =>
  bound === undefined ? -Infinity : typeof bound === "number" ? bound : bound.range.lower;
const highest = (bound: Bound | undefined): number =>
  bound === undefined ? Infinity : typeof bound === "number" ? bound : bound.range.upper;

/** The widest range that values in the support can have. */
export function rangeOfSupport(support: Support): Range {
  switch (support.kind) {
    case "real":
      return everything;
    case "interval":
      return range(lowest(support.lower), highest(support.upper));
    case "integer":
      return range(lowest(support.lower), highest(support.upper), true);
    case "label":
      return range(0, support.dim.size - 1, true);
    case "simplex":
      return range(0, 1);
    case "ordered":
      return support.positive ? range(0, Infinity) : everything;
    case "counts":
      return range(0, highest(support.total), true);
    case "unitVector":
    case "correlation":
    case "choleskyCorrelation":
      return range(-1, 1);
    case "sumToZero":
    case "covariance":
    case "choleskyCovariance":
      return everything;
  }
}

const boundText = (bound: Bound | undefined, missing: string): string =>
  bound === undefined
    ? missing
    : typeof bound === "number"
      ? `${bound}`
      : bound.operation.op === "constant"
        ? `${bound.operation.value}`
        : "its bound";

/** The support in words, for messages: "(0, ∞)", "0, 1, 2, …". */
export function describeSupport(support: Support): string {
  switch (support.kind) {
    case "real":
      return "the real numbers";
    case "interval":
      return intervalText(support);
    case "integer":
      return integers(support);
    case "label":
      return `the labels of ${support.dim.name}, as positions 0 … ${support.dim.size - 1}`;
    case "simplex":
      return `proportions that sum to one along ${support.dim.name}`;
    case "ordered":
      return `${support.positive ? "positive numbers" : "numbers"} increasing along ${support.dim.name}`;
    case "counts":
      return `counts along ${support.dim.name} that add up to ${boundText(support.total, "∞")}`;
    case "unitVector":
      return `vectors of length one along ${support.dim.name}`;
    case "sumToZero":
      return `numbers that add up to zero along ${support.dim.name}`;
    case "covariance":
      return `symmetric positive definite matrices over ${support.dim.name}`;
    case "correlation":
      return `correlation matrices over ${support.dim.name}`;
    case "choleskyCovariance":
      return `lower triangular matrices with a positive diagonal over ${support.dim.name}`;
    case "choleskyCorrelation":
      return `lower triangular factors of correlation matrices over ${support.dim.name}`;
  }
}
function intervalText({
  lower,
  upper,
  closed,
}: {
  readonly lower?: Bound;
  readonly upper?: Bound;
  readonly closed: boolean;
}): string {
  const opening = closed && lower !== undefined ? "[" : "(";
  const closing = closed && upper !== undefined ? "]" : ")";
  return `${opening}${boundText(lower, "-∞")}, ${boundText(upper, "∞")}${closing}`;
}
function integers({ lower, upper }: { readonly lower?: Bound; readonly upper?: Bound }): string {
  if (upper !== undefined) return `whole numbers from ${boundText(lower, "-∞")} to ${boundText(upper, "∞")}`;
  return typeof lower === "number" ? `${lower}, ${lower + 1}, ${lower + 2}, …` : "whole numbers";
}

export type { Bound, Support };
