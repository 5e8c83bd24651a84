/** State the derivatives of every function of two and three numbers as adjoints, one for each argument. */
import type { BinaryName, TernaryName } from "@credence/model";
import type { GraphBuilder } from "../graph/builder-types.js";
import type { NodeId } from "../graph/types.js";

/** The adjoint of one argument where f(x, y) = value has the adjoint `bar`; undefined where the derivative is 0. */
export type BinaryAdjoint = (b: GraphBuilder, bar: NodeId, x: NodeId, y: NodeId, value: NodeId) => NodeId | undefined;

/** The same for f(x, y, z) = value. */
export type TernaryAdjoint = (
  b: GraphBuilder,
  bar: NodeId,
  x: NodeId,
  y: NodeId,
  z: NodeId,
  value: NodeId,
) => NodeId | undefined;

const flat = (): undefined => undefined;

/**
 * The adjoint where a condition holds, else 0. A choice, not a product with 0 or 1: the adjoint may be infinite or NaN
 * where it does not count.
 */
const where = (b: GraphBuilder, condition: NodeId, bar: NodeId): NodeId => b.select(condition, bar, b.constant(0));
const unless = (b: GraphBuilder, condition: NodeId, bar: NodeId): NodeId => b.select(condition, b.constant(0), bar);

/** exp(−a w − w²/2) / ∫ exp(−a t − t²/2) dt, where the log of the integral is known. */
const lastDensity = (b: GraphBuilder, a: NodeId, w: NodeId, logMills: NodeId): NodeId =>
  b.ops.exp(b.ops.sub(b.ops.neg(b.ops.mul(w, b.ops.add(a, b.ops.mul(w, b.constant(0.5))))), logMills));

/** The adjoint by a function that is the slope itself. */
const by =
  (slope: BinaryName): BinaryAdjoint =>
  (b, bar, x, y) =>
    b.ops.mul(bar, b.binary(slope, x, y));
const byThree =
  (slope: TernaryName): TernaryAdjoint =>
  (b, bar, x, y, z) =>
    b.ops.mul(bar, b.ternary(slope, x, y, z));
/** Of a slope that has no slope of its own. */
const never =
  (name: string): (() => never) =>
  () => {
    throw new RangeError(`${name} has no adjoint: its function can be differentiated once, not twice`);
  };
const once = (name: BinaryName): readonly [BinaryAdjoint, BinaryAdjoint] => [never(name), never(name)];
const onceOfThree = (name: TernaryName): readonly [TernaryAdjoint, TernaryAdjoint, TernaryAdjoint] => [
  never(name),
  never(name),
  never(name),
];

const LOG_TWO_PI = 1.8378770664093453;
/** The log density of the von Mises distribution at a distance from its mean. */
const logVonMises = (b: GraphBuilder, distance: NodeId, kappa: NodeId): NodeId => {
  const square = b.ops.square(b.ops.sin(b.ops.mul(distance, b.constant(0.5))));
  const fall = b.ops.mul(b.ops.mul(square, kappa), b.constant(-2));
  return b.ops.sub(b.ops.sub(fall, b.ops.logBesselI0e(kappa)), b.constant(LOG_TWO_PI));
};

export const binaryAdjoints: { readonly [N in BinaryName]: readonly [BinaryAdjoint, BinaryAdjoint] } = {
  add: [(_, bar) => bar, (_, bar) => bar],
  sub: [(_, bar) => bar, (b, bar) => b.ops.neg(bar)],
  mul: [(b, bar, _, y) => b.ops.mul(bar, y), (b, bar, x) => b.ops.mul(bar, x)],
  div: [(b, bar, _, y) => b.ops.div(bar, y), (b, bar, _, y, value) => b.ops.neg(b.ops.div(b.ops.mul(bar, value), y))],
  pow: [
    // where y is 0 the power is constant, also at x = 0
    (b, bar, x, y) => where(b, y, b.ops.mul(bar, b.ops.mul(y, b.ops.pow(x, b.ops.sub(y, b.constant(1)))))),
    // value · log x, and 0 where the power is 0, as at x = 0
    (b, bar, x, _, value) => b.ops.mul(bar, b.ops.xlogy(value, x)),
  ],
  // on a tie the first argument is chosen, and gets all of the adjoint
  max: [(b, bar, x, y) => where(b, b.ops.ge(x, y), bar), (b, bar, x, y) => unless(b, b.ops.ge(x, y), bar)],
  min: [(b, bar, x, y) => where(b, b.ops.le(x, y), bar), (b, bar, x, y) => unless(b, b.ops.le(x, y), bar)],
  gt: [flat, flat],
  ge: [flat, flat],
  lt: [flat, flat],
  le: [flat, flat],
  eq: [flat, flat],
  xlogy: [
    (b, bar, _, y) => b.ops.mul(bar, b.ops.log(y)),
    (b, bar, x, y) => where(b, x, b.ops.mul(bar, b.ops.div(x, y))),
  ],
  xlog1py: [
    (b, bar, _, y) => b.ops.mul(bar, b.ops.log1p(y)),
    (b, bar, x, y) => where(b, x, b.ops.mul(bar, b.ops.div(x, b.ops.add(y, b.constant(1))))),
  ],
  lbeta: [
    (b, bar, x, y) => b.ops.mul(bar, b.ops.sub(b.ops.digamma(x), b.ops.digamma(b.ops.add(x, y)))),
    (b, bar, x, y) => b.ops.mul(bar, b.ops.sub(b.ops.digamma(y), b.ops.digamma(b.ops.add(x, y)))),
  ],
  logRisingRatio: [
    (b, bar, x, k) => b.ops.mul(bar, b.ops.risingRatioSlope(x, k)),
    (b, bar, x, k) => b.ops.mul(bar, b.ops.sub(b.ops.digamma(b.ops.add(x, k)), b.ops.log(x))),
  ],
  risingRatioSlope: [
    (b, bar, x, k) => {
      const bend = b.ops.sub(b.ops.trigamma(b.ops.add(x, k)), b.ops.trigamma(x));
      return b.ops.mul(bar, b.ops.add(bend, b.ops.div(k, b.ops.square(x))));
    },
    (b, bar, x, k) => b.ops.mul(bar, b.ops.sub(b.ops.trigamma(b.ops.add(x, k)), b.ops.div(b.constant(1), x))),
  ],
  logMills: [
    (b, bar, a, w) => b.ops.neg(b.ops.mul(bar, b.ops.meanExcess(a, w))),
    (b, bar, a, w, value) => b.ops.mul(bar, lastDensity(b, a, w, value)),
  ],
  meanExcess: [
    // minus the variance, E[T²] being 1 − a E[T] − w · density at w
    (b, bar, a, w, mean) => {
      const atEnd = b.ops.mul(w, lastDensity(b, a, w, b.ops.logMills(a, w)));
      const second = b.ops.sub(b.ops.sub(b.constant(1), b.ops.mul(a, mean)), atEnd);
      return b.ops.mul(bar, b.ops.sub(b.ops.square(mean), second));
    },
    (b, bar, a, w, mean) => b.ops.mul(bar, b.ops.mul(lastDensity(b, a, w, b.ops.logMills(a, w)), b.ops.sub(w, mean))),
  ],
  logIncGamma: [by("logIncGammaInShape"), by("logIncGammaInX")],
  logIncGammaUpper: [by("logIncGammaUpperInShape"), by("logIncGammaUpperInX")],
  logIncGammaInShape: once("logIncGammaInShape"),
  logIncGammaInX: once("logIncGammaInX"),
  logIncGammaUpperInShape: once("logIncGammaUpperInShape"),
  logIncGammaUpperInX: once("logIncGammaUpperInX"),
  // 2 φ(z) Φ(αz) over the cdf, and −exp(−z² (1 + α²) / 2) / π (1 + α²) over it (Azzalini 1985)
  logSkewNormalCdf: [
    (b, bar, z, alpha, value) => {
      const logPhi = b.ops.sub(b.ops.mul(b.ops.square(z), b.constant(-0.5)), b.constant(0.5 * LOG_TWO_PI - Math.LN2));
      const logDensity = b.ops.add(logPhi, b.ops.stdNormalLogCdf(b.ops.mul(alpha, z)));
      return b.ops.mul(bar, b.ops.exp(b.ops.sub(logDensity, value)));
    },
    (b, bar, z, alpha, value) => {
      const first = b.ops.add(b.ops.square(alpha), b.constant(1));
      const exponent = b.ops.mul(b.ops.mul(b.ops.square(z), first), b.constant(-0.5));
      const slope = b.ops.div(b.ops.exp(b.ops.sub(exponent, value)), b.ops.mul(first, b.constant(-Math.PI)));
      return b.ops.mul(bar, slope);
    },
  ],
};

export const ternaryAdjoints: {
  readonly [N in TernaryName]: readonly [TernaryAdjoint, TernaryAdjoint, TernaryAdjoint];
} = {
  select: [flat, (b, bar, condition) => where(b, condition, bar), (b, bar, condition) => unless(b, condition, bar)],
  logIncBetaAtOdds: [byThree("logIncBetaAtOddsInA"), byThree("logIncBetaAtOddsInB"), byThree("logIncBetaAtOddsInOdds")],
  logIncBetaAtOddsInA: onceOfThree("logIncBetaAtOddsInA"),
  logIncBetaAtOddsInB: onceOfThree("logIncBetaAtOddsInB"),
  logIncBetaAtOddsInOdds: onceOfThree("logIncBetaAtOddsInOdds"),
  logVonMisesArc: [
    (b, bar, from, _, kappa, value) =>
      b.ops.neg(b.ops.mul(bar, b.ops.exp(b.ops.sub(logVonMises(b, from, kappa), value)))),
    (b, bar, _, to, kappa, value) => b.ops.mul(bar, b.ops.exp(b.ops.sub(logVonMises(b, to, kappa), value))),
    byThree("logVonMisesArcInKappa"),
  ],
  logVonMisesArcInKappa: onceOfThree("logVonMisesArcInKappa"),
};
