/** The triangular distribution: what is known from a smallest, a likeliest and a largest value. */
import type { DimsOf } from "@credence/draws";
import { log, log1p } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Arg, Bounded, Real, Variable } from "../expr/types.js";
import { real } from "../support.js";
import { boundsOf } from "./bounds.js";
import { type ScalarFamily, variable } from "./types.js";

/** P(X ≤ x) for x up to the mode as two factors, which may underflow together; P(X > x) above it by symmetry. */
const factors = (part: number, side: number, whole: number): readonly [number, number] => [
  Math.max(part, 0) / whole,
  part <= 0 ? 0 : part / side,
];
const below = (x: number, lower: number, mode: number, upper: number): readonly [number, number] =>
  factors(x - lower, mode - lower, upper - lower);

/** P(X ≤ x); above the mode the share of the whole width, and of what it leaves the share above the mode. */
function cdf(x: number, lower: number, mode: number, upper: number): number {
  if (x >= upper) return 1;
  if (x <= mode) return product(below(x, lower, mode, upper));
  const share = (x - lower) / (upper - lower);
  return share + (1 - share) * ((x - mode) / (upper - mode));
}
const product = ([a, b]: readonly [number, number]): number => a * b;
const sf = (x: number, lower: number, mode: number, upper: number): number => cdf(-x, -upper, -mode, -lower);

function logCdf(x: number, lower: number, mode: number, upper: number): number {
  if (x > mode) {
    const rest = sf(x, lower, mode, upper);
    return rest < 0.5 ? log1p(-rest) : log(cdf(x, lower, mode, upper));
  }
  const [a, b] = below(x, lower, mode, upper);
  return log(a) + log(b);
}

function quantile(p: number, lower: number, mode: number, upper: number): number {
  const width = upper - lower;
  if (p * width <= mode - lower) return lower + Math.sqrt(p * width) * Math.sqrt(mode - lower);
  // s² is the share of what lies above the mode that lies above x, too, and s that of the width there
  const without = (p * width - (mode - lower)) / (upper - mode);
  return mode + (upper - mode) * (without / (1 + Math.sqrt(Math.max(1 - without, 0))));
}

/** log P(X ≤ x) in the language: two factors up to the mode, beyond it by the complement where that is the smaller part. */
function logBelow(x: ExprNode, lower: ExprNode, mode: ExprNode, upper: ExprNode): ExprNode {
  const rising = raw.lt(x, mode);
  const width = upper.sub(lower);
  const [left, right] = [raw.where(rising, x.sub(lower), width), raw.where(rising, 0, upper.sub(x))];
  const rise = raw.where(rising, mode.sub(lower), 1);
  const fall = raw.where(rising, 1, upper.sub(mode));
  const beyond = right.div(width).mul(right.div(fall));
  const small = raw.lt(beyond, 0.5);
  const share = raw.where(rising, 0.5, x.sub(lower).div(width));
  const sum = share.add(raw.sub(1, share).mul(raw.where(rising, 0.5, x.sub(mode)).div(fall)));
  const falling = raw.where(small, raw.log1p(raw.neg(raw.where(small, beyond, 0))), raw.log(sum));
  return raw.where(rising, raw.log(left.div(width)).add(raw.log(left.div(rise))), falling);
}
type Three = readonly [ExprNode, ExprNode, ExprNode];

export const triangularFamily: ScalarFamily = {
  name: "triangular",
  constructorName: "triangular",
  event: "scalar",
  parameters: [
    { name: "lower", support: real },
    { name: "mode", support: real },
    { name: "upper", support: real },
  ],
  requires: {
    text: "lower at most mode, mode at most upper, and lower below upper",
    holds: (lower, mode, upper) => raw.le(lower, mode).mul(raw.le(mode, upper)).mul(raw.lt(lower, upper)),
  },
  support: ([lower, , upper]) =>
    lower === undefined || upper === undefined ? real : { kind: "interval", ...boundsOf(lower, upper), closed: true },
  logDensity: (x, lower, mode, upper) => {
    // which side of the mode counts; at the mode both do, as far as they have a width: the slopes there are the mean
    const rises = raw.le(x, mode).mul(raw.lt(lower, mode));
    const falls = raw.ge(x, mode).mul(raw.lt(mode, upper));
    const side = (counts: typeof x, from: typeof x): typeof x =>
      raw.log(raw.where(counts, x.sub(from), 1).div(raw.where(counts, mode.sub(from), 1)));
    return side(rises, lower)
      .add(side(falls, upper))
      .div(rises.add(falls))
      .add(Math.LN2)
      .sub(raw.log(upper.sub(lower)));
  },
  tails: {
    logBelow: (x, ...parameters) => logBelow(x, ...(parameters as unknown as Three)),
    logAbove: (x, ...parameters) => {
      const [lower, mode, upper] = (parameters as unknown as Three).map(raw.neg) as unknown as Three;
      return logBelow(raw.neg(x), upper, mode, lower);
    },
  },
  random: (rng, lower, mode, upper) => quantile(rng.uniform(), lower, mode, upper),
  mean: (lower, mode, upper) => lower + (mode - lower + (upper - lower)) / 3,
  variance: (lower, mode, upper) => {
    const [rise, fall] = [mode - lower, upper - mode];
    return (rise * rise + rise * fall + fall * fall) / 18;
  },
  entropy: (lower, _mode, upper) => 0.5 + log((upper - lower) / 2),
  mode: (_lower, mode) => mode,
  cdf,
  sf,
  logCdf,
  logSf: (x, lower, mode, upper) => logCdf(-x, -upper, -mode, -lower),
  quantile,
  upperQuantile: (p, lower, mode, upper) => -quantile(p, -upper, -mode, -lower),
};

/** Triangular: the density rises from `lower` to `mode` and falls to `upper` in straight lines; lower ≤ mode ≤ upper. */
export function triangular<L extends Arg, M extends Arg, U extends Arg>(
  lower: L,
  mode: M,
  upper: U,
): Variable<DimsOf<L | M | U>, Bounded<Real, L, U>> {
  return variable(triangularFamily, [lower, mode, upper]);
}
