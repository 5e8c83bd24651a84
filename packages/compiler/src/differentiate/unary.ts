/** State the derivative of every function of one number as adjoints: from the result's to the argument's. */
import type { UnaryName } from "@credence/model";
import type { GraphBuilder } from "../graph/builder-types.js";
import type { NodeId } from "../graph/types.js";

/**
 * The adjoint of x where y = f(x) has the adjoint `bar`; undefined where the derivative is 0 almost everywhere.
 * All are elementwise, in the graph's own operations.
 */
export type UnaryAdjoint = (b: GraphBuilder, bar: NodeId, x: NodeId, y: NodeId) => NodeId | undefined;

const flat: UnaryAdjoint = () => undefined;

/** 2 / √π, the slope of erfcx's inhomogeneous part. */
const TWO_OVER_ROOT_PI = 1.1283791670955126;
const ROOT_TWO_OVER_PI = 0.7978845608028654;
const ROOT_HALF = 0.7071067811865476;

export const unaryAdjoints: { readonly [N in UnaryName]: UnaryAdjoint } = {
  neg: (b, bar) => b.ops.neg(bar),
  abs: (b, bar, x) => b.ops.mul(bar, b.ops.sign(x)),
  sign: flat,
  floor: flat,
  square: (b, bar, x) => b.ops.mul(bar, b.ops.mul(x, b.constant(2))),
  sqrt: (b, bar, _, y) => b.ops.div(bar, b.ops.mul(y, b.constant(2))),
  exp: (b, bar, _, y) => b.ops.mul(bar, y),
  log: (b, bar, x) => b.ops.div(bar, x),
  log1p: (b, bar, x) => b.ops.div(bar, b.ops.add(x, b.constant(1))),
  expm1: (b, bar, x) => b.ops.mul(bar, b.ops.exp(x)),
  sin: (b, bar, x) => b.ops.mul(bar, b.ops.cos(x)),
  cos: (b, bar, x) => b.ops.neg(b.ops.mul(bar, b.ops.sin(x))),
  tanh: (b, bar, _, y) => b.ops.mul(bar, b.ops.sub(b.constant(1), b.ops.square(y))),
  logit: (b, bar, x) => b.ops.div(bar, b.ops.mul(x, b.ops.sub(b.constant(1), x))),
  // invLogit(−x) and not 1 − y, which is 0 in the right tail
  invLogit: (b, bar, x, y) => b.ops.mul(bar, b.ops.mul(y, b.ops.invLogit(b.ops.neg(x)))),
  logInvLogit: (b, bar, x) => b.ops.mul(bar, b.ops.invLogit(b.ops.neg(x))),
  log1pExp: (b, bar, x) => b.ops.mul(bar, b.ops.invLogit(x)),
  // 2x / (1 + x²), and 2 / x where the square would overflow
  log1pSquare: (b, bar, x) => {
    const two = b.constant(2);
    const near = b.ops.div(b.ops.mul(x, two), b.ops.add(b.ops.square(x), b.constant(1)));
    return b.ops.mul(bar, b.ops.select(b.ops.lt(b.ops.abs(x), b.constant(1e150)), near, b.ops.div(two, x)));
  },
  // −eˣ / (1 − eˣ)
  log1mExp: (b, bar, x) => b.ops.neg(b.ops.div(bar, b.ops.expm1(b.ops.neg(x)))),
  lgamma: (b, bar, x) => b.ops.mul(bar, b.ops.digamma(x)),
  digamma: (b, bar, x) => b.ops.mul(bar, b.ops.trigamma(x)),
  trigamma: () => {
    throw new RangeError(
      "trigamma has no adjoint: a log density with lgamma can be differentiated twice, not three times",
    );
  },
  // φ(x) / Φ(x) = √(2/π) / erfcx(−x/√2), without the cancellation of exp(−x²/2 − log Φ(x)) far in the left tail
  stdNormalLogCdf: (b, bar, x) =>
    b.ops.mul(bar, b.ops.div(b.constant(ROOT_TWO_OVER_PI), b.ops.erfcx(b.ops.mul(x, b.constant(-ROOT_HALF))))),
  erfcx: (b, bar, x, y) =>
    b.ops.mul(bar, b.ops.sub(b.ops.mul(b.ops.mul(x, b.constant(2)), y), b.constant(TWO_OVER_ROOT_PI))),
  logBesselI0e: (b, bar, x) => b.ops.neg(b.ops.mul(bar, b.ops.besselGap(x))),
  // with r = I₁/I₀ = 1 − y: −r′ = −(1 − r² − r/x)
  besselGap: (b, bar, x, y) => {
    const one = b.constant(1);
    const ratio = b.ops.div(b.ops.sub(one, y), x);
    return b.ops.mul(bar, b.ops.sub(ratio, b.ops.mul(y, b.ops.sub(b.constant(2), y))));
  },
};
