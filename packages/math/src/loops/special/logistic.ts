/** Write the functions of e^x that logistic models need in the loop IR, from one exp(−|x|) and one log1p. */
import { type Block, define } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import { abs, add, call, div, gt, le, lt, mul, neg, select, sub } from "../values.js";
import { exp, expm1 } from "./exp.js";
import { log, log1p, log1pOfShare } from "./log.js";

/** e^−|x|, in (0, 1]. */
const decay = (b: Block, x: Expr<"f64">): Expr<"f64"> => b.let(call(exp, neg(abs(x))));

/** What {@link logistic} computes; each member a value that may be used or not. */
export interface Logistic {
  /** 1 / (1 + e^−x), and the same of −x. */
  readonly up: Expr<"f64">;
  readonly down: Expr<"f64">;
  /** log(1 + e^x), and log(1 + e^−x): minus the logarithms of `down` and of `up`. */
  readonly softUp: Expr<"f64">;
  readonly softDown: Expr<"f64">;
}

/** The family of functions at one x, with the bits of each alone; what is not used is not computed in lanes or in JavaScript. */
export function logistic(b: Block, x: Expr<"f64">, wanted: { odds: boolean; logs: boolean }): Partial<Logistic> {
  const t = decay(b, x);
  const odds = (): Partial<Logistic> => {
    const large = b.let(div(1, add(1, t)));
    const small = b.let(div(t, add(1, t)));
    return { up: b.let(select(gt(x, 0), large, small)), down: b.let(select(lt(x, 0), large, small)) };
  };
  const logs = (): Partial<Logistic> => {
    const near = b.let(log1pOfShare(b, t));
    return {
      softUp: b.let(select(gt(x, 0), add(x, near), near)),
      softDown: b.let(select(lt(x, 0), sub(near, x), near)),
    };
  };
  return { ...(wanted.odds && odds()), ...(wanted.logs && logs()) };
}

/** 1 / (1 + e^-x), relative accuracy in the lower tail also. */
export const invLogit: LoopFunction = define("invLogit", { x: "f64" }, "f64", (b, { x }) => {
  const t = decay(b, x);
  b.return(div(select(gt(x, 0), 1, t), add(1, t)));
});

/** log(1 + e^x), softplus, for any x. */
export const log1pExp: LoopFunction = define("log1pExp", { x: "f64" }, "f64", (b, { x }) => {
  const near = b.let(log1pOfShare(b, decay(b, x)));
  b.return(select(gt(x, 0), add(x, near), near));
});

/** log(1 / (1 + e^-x)). */
export const logInvLogit: LoopFunction = define("logInvLogit", { x: "f64" }, "f64", (b, { x }) => {
  const near = b.let(log1pOfShare(b, decay(b, x)));
  b.return(neg(select(lt(x, 0), sub(near, x), near)));
});

/** log(1 - e^x) for x ≤ 0: the log of a probability's complement. NaN for x > 0 (Mächler, 2012, "log1mexp"). */
export const log1mExp: LoopFunction = define("log1mExp", { x: "f64" }, "f64", (b, { x }) => {
  b.if(gt(x, -Math.LN2), (b) => b.return(call(log, neg(call(expm1, x)))));
  b.return(call(log1p, neg(call(exp, x))));
});

/** Log odds log(p / (1 - p)) of p in [0, 1]; ±Infinity at the ends, NaN outside; accurate at its zero ½ also. */
export const logit: LoopFunction = define("logit", { p: "f64" }, "f64", (b, { p }) => {
  b.if(lt(p, 0.3), (b) => b.return(sub(call(log, p), call(log1p, neg(p)))));
  b.if(lt(p, 0.7), (b) => b.return(call(log1p, div(sub(mul(2, p), 1), sub(1, p)))));
  b.return(call(log, div(p, sub(1, p))));
});

/** Hyperbolic tangent. */
export const tanh: LoopFunction = define("tanh", { x: "f64" }, "f64", (b, { x }) => {
  const size = b.let(abs(x));
  const large = b.let(le(1, size));
  const t = b.let(call(expm1, select(large, mul(2, size), mul(-2, size))));
  const q = b.let(div(select(large, 2, neg(t)), add(t, 2)));
  const y = b.let(select(lt(size, 22), select(large, sub(1, q), q), select(gt(size, 0), 1, NaN)));
  b.return(select(lt(size, 1e-8), x, select(gt(x, 0), y, neg(y))));
});
