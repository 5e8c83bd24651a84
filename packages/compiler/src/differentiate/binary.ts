/** State the derivatives of every function of two and three numbers as adjoints, one for each argument. */
import type { BinaryName, TernaryName } from "@credence/model";
import type { GraphBuilder } from "../graph/builder-types.js";
import type { NodeId } from "../graph/types.js";

/** The adjoint of one argument where f(x, y) = value has the adjoint `bar`; undefined where the derivative is 0. */
export type BinaryAdjoint = (b: GraphBuilder, bar: NodeId, x: NodeId, y: NodeId, value: NodeId) => NodeId | undefined;

/** The same for f(x, y, z). */
export type TernaryAdjoint = (b: GraphBuilder, bar: NodeId, x: NodeId, y: NodeId, z: NodeId) => NodeId | undefined;

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
};

export const ternaryAdjoints: {
  readonly [N in TernaryName]: readonly [TernaryAdjoint, TernaryAdjoint, TernaryAdjoint];
} = {
  select: [flat, (b, bar, condition) => where(b, condition, bar), (b, bar, condition) => unless(b, condition, bar)],
};
