/** Follow the values that an expression can take through arithmetic, as intervals, so that only doubtful parameters are guarded. */
import type { ElementwiseName } from "./elementwise.js";

/** A closed interval of possible values; infinite ends mean unbounded. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
  /** Whether every value is a whole number. */
  readonly integer: boolean;
}

export const everything: Range = { lower: -Infinity, upper: Infinity, integer: false };
export const range = (lower: number, upper: number, integer = false): Range => ({ lower, upper, integer });

/** Whether every value of `inner` lies in `outer`. */
export const within = (inner: Range, outer: Range): boolean =>
  inner.lower >= outer.lower && inner.upper <= outer.upper && (inner.integer || !outer.integer);

/** The range of known values. NaN counts as unbounded. */
export function rangeOf(values: ArrayLike<number>): Range {
  let lower = Infinity;
  let upper = -Infinity;
  let integer = true;
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as number;
    if (Number.isNaN(v)) return everything;
    if (v < lower) lower = v;
    if (v > upper) upper = v;
    if (integer && !Number.isInteger(v)) integer = false;
  }
  return lower > upper ? everything : { lower, upper, integer };
}

/** The narrowest range that holds both. */
export const hull = (a: Range, b: Range): Range => ({
  lower: Math.min(a.lower, b.lower),
  upper: Math.max(a.upper, b.upper),
  integer: a.integer && b.integer,
});
const binaryRange = range(0, 1, true);

/** The products of interval ends, with 0 · ∞ = 0: an end at infinity is never reached. */
const product = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);
function times(a: Range, b: Range): Range {
  const ends = [
    product(a.lower, b.lower),
    product(a.lower, b.upper),
    product(a.upper, b.lower),
    product(a.upper, b.upper),
  ];
  return range(Math.min(...ends), Math.max(...ends), a.integer && b.integer);
}
/** A quotient of interval ends; a divisor of 0 stands for numbers of its sign close to 0, an infinite one for large ones. */
const quotient = (a: number, b: number, sign: number): number =>
  a === 0 || Math.abs(b) === Infinity ? 0 : b === 0 ? a * sign * Infinity : a / b;
function divided(a: Range, b: Range): Range {
  if ((b.lower < 0 && b.upper > 0) || (b.lower === 0 && b.upper === 0)) return everything;
  const sign = b.upper <= 0 ? -1 : 1;
  const ends = [a.lower, a.upper].flatMap((x) => [quotient(x, b.lower, sign), quotient(x, b.upper, sign)]);
  return range(Math.min(...ends), Math.max(...ends));
}
function squared(a: Range): Range {
  const ends = [a.lower * a.lower, a.upper * a.upper];
  const straddles = a.lower <= 0 && a.upper >= 0;
  return range(straddles ? 0 : Math.min(...ends), Math.max(...ends), a.integer);
}
function power(a: Range, b: Range): Range {
  const even = b.integer && b.lower === b.upper && b.lower > 0 && b.lower % 2 === 0;
  if (even) return range(0, Infinity, a.integer);
  if (a.lower < 0) return everything;
  if (a.upper <= 1 && b.lower >= 0) return range(0, 1);
  return range(0, Infinity, a.integer && b.integer && b.lower >= 0);
}

const rules: { readonly [N in ElementwiseName]?: (a: Range, b: Range, c: Range) => Range } = {
  neg: (a) => range(-a.upper, -a.lower, a.integer),
  abs: (a) => {
    const reach = Math.max(Math.abs(a.lower), Math.abs(a.upper));
    return range(a.lower <= 0 && a.upper >= 0 ? 0 : Math.min(Math.abs(a.lower), Math.abs(a.upper)), reach, a.integer);
  },
  sign: () => range(-1, 1, true),
  floor: (a) => range(Math.floor(a.lower), Math.floor(a.upper), true),
  square: squared,
  sqrt: (a) => (a.lower >= 0 ? range(Math.sqrt(a.lower), Math.sqrt(a.upper)) : range(0, Infinity)),
  exp: (a) => range(0, a.upper <= 0 ? 1 : Infinity),
  log1p: (a) => (a.lower >= 0 ? range(0, Infinity) : everything),
  expm1: () => range(-1, Infinity),
  sin: () => range(-1, 1),
  cos: () => range(-1, 1),
  tanh: () => range(-1, 1),
  invLogit: () => range(0, 1),
  logInvLogit: () => range(-Infinity, 0),
  log1pExp: () => range(0, Infinity),
  log1pSquare: () => range(0, Infinity),
  log1mExp: () => range(-Infinity, 0),
  logIncGamma: () => range(-Infinity, 0),
  logIncGammaUpper: () => range(-Infinity, 0),
  logSkewNormalCdf: () => range(-Infinity, 0),
  logIncBetaAtOdds: () => range(-Infinity, 0),
  add: (a, b) => range(a.lower + b.lower, a.upper + b.upper, a.integer && b.integer),
  sub: (a, b) => range(a.lower - b.upper, a.upper - b.lower, a.integer && b.integer),
  mul: times,
  div: divided,
  pow: power,
  max: (a, b) => range(Math.max(a.lower, b.lower), Math.max(a.upper, b.upper), a.integer && b.integer),
  min: (a, b) => range(Math.min(a.lower, b.lower), Math.min(a.upper, b.upper), a.integer && b.integer),
  gt: () => binaryRange,
  ge: () => binaryRange,
  lt: () => binaryRange,
  le: () => binaryRange,
  eq: () => binaryRange,
  select: (_, b, c) => hull(b, c),
};

/** The range of an elementwise function of ranges; everything where no rule is known. */
export function rangeAfter(name: ElementwiseName, args: readonly Range[]): Range {
  const [a = everything, b = everything, c = everything] = args;
  const found = rules[name]?.(a, b, c) ?? everything;
  return Number.isNaN(found.lower) || Number.isNaN(found.upper) ? everything : found; // ∞ − ∞ says nothing
}

/** The range of a sum of `count` values. */
export const rangeOfSum = (a: Range, count: number): Range =>
  range(product(a.lower, count), product(a.upper, count), a.integer);
