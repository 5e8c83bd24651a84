/** Write log and log1p in the loop IR. */
import { type Block, define } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import {
  abs,
  add,
  and,
  call,
  centredExponent,
  centredMantissa,
  div,
  eq,
  f64,
  ge,
  gt,
  lt,
  mul,
  select,
  sub,
} from "../values.js";

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** √2 − 1. */
const BELOW_ROOT_2 = 0.41421356237309503;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** log(1 + f) − f + f²/2 over s = f / (2 + f), on √½ ≤ 1 + f < √2: fdlibm's polynomial, error below 2^−58.45. */
function logSeries(b: Block, s: Expr<"f64">): Expr<"f64"> {
  const z = b.let(mul(s, s));
  const w = b.let(mul(z, z));
  const step = (inner: Expr<"f64">, c: number): Expr<"f64"> => add(mul(w, inner), c);
  const even = mul(w, step(step(f64(0.15313837699209373), 0.22222198432149784), 0.3999999999940942));
  const odd = mul(
    z,
    step(step(step(f64(0.14798198605116586), 0.1818357216161805), 0.2857142874366239), 0.6666666666666735),
  );
  return add(even, odd);
}

/** log((1 + f)·2^e·(1 + correction)) for √½ ≤ 1 + f < √2; no e stands for 0. */
function logOfParts(b: Block, f: Expr<"f64">, e?: Expr<"f64">, correction?: Expr<"f64">): Expr<"f64"> {
  const s = b.let(div(f, add(2, f)));
  const half = b.let(mul(mul(0.5, f), f));
  const inner = mul(s, add(half, logSeries(b, s)));
  if (e === undefined) return sub(f, sub(half, inner));
  const low = mul(e, LN2_LOW);
  return add(mul(e, LN2_HIGH), sub(f, sub(half, add(inner, correction ? add(low, correction) : low))));
}

const logNormal = (b: Block, x: Expr<"f64">, shift: Expr<"f64"> | number): Expr<"f64"> => {
  const e = b.let(add(centredExponent(x), shift));
  return logOfParts(b, b.let(sub(centredMantissa(x), 1)), e);
};

/**
 * Natural logarithm. Within 1 ulp for every double; log(0) = -Infinity, NaN for negative x.
 *
 * fdlibm's e_log.c (Sun Microsystems, 1993): log x = e ln 2 + log(1 + f).
 */
export const log: LoopFunction = define("log", { x: "f64" }, "f64", (b, { x }) => {
  b.shortcut(and(ge(x, SMALLEST_NORMAL), lt(x, Infinity)), (b) => b.return(logNormal(b, x, 0)));
  const small = b.let(lt(x, SMALLEST_NORMAL));
  const scaled = b.let(select(small, mul(x, 18014398509481984), x));
  const value = b.let(logNormal(b, scaled, b.let(select(small, f64(-54), 0))));
  const edge = select(eq(x, 0), -Infinity, select(gt(x, 0), x, NaN));
  b.return(select(and(gt(x, 0), lt(x, Infinity)), value, edge));
});

/** Whether 1 + x lies in [√½, √2). */
const isNear = (x: Expr<"f64">): Expr<"bool"> => and(gt(x, -0.2928932188134524), lt(x, BELOW_ROOT_2));

const isTiny = (x: Expr<"f64">): Expr<"bool"> => lt(abs(x), 5.551115123125783e-17);

/** What 1 + x loses by rounding to u, as a part of u. */
const lossOf = (x: Expr<"f64">, u: Expr<"f64">): Expr<"f64"> =>
  div(select(gt(x, 1), sub(1, sub(u, x)), sub(x, sub(u, 1))), u);

/** log(1 + x) for x in [0, 1], with the bits of {@link log1p}: what is tiny comes out as it is by rounding. NaN comes through. */
export function log1pOfShare(b: Block, x: Expr<"f64">): Expr<"f64"> {
  const near = b.let(lt(x, BELOW_ROOT_2));
  const u = b.let(add(1, x));
  const correction = b.let(select(near, f64(0), div(sub(x, sub(u, 1)), u)));
  const e = b.let(select(near, f64(0), centredExponent(u)));
  const f = b.let(select(near, x, sub(centredMantissa(u), 1)));
  return logOfParts(b, f, e, correction);
}

/** log(1 + x) for x in (−1, ∞); NaN comes through. */
function log1pInside(b: Block, x: Expr<"f64">): Expr<"f64"> {
  const near = b.let(isNear(x));
  const u = b.let(add(1, x));
  const correction = b.let(select(near, f64(0), lossOf(x, u)));
  const e = b.let(select(near, f64(0), centredExponent(u)));
  const f = b.let(select(near, x, sub(centredMantissa(u), 1)));
  return select(isTiny(x), x, logOfParts(b, f, e, correction));
}

/**
 * log(1 + x). Within 1 ulp; -Infinity at -1, NaN below.
 *
 * fdlibm's s_log1p.c: what 1 + x loses by rounding is put back to first order.
 */
export const log1p: LoopFunction = define("log1p", { x: "f64" }, "f64", (b, { x }) => {
  b.shortcut(isNear(x), (b) => b.return(select(isTiny(x), x, logOfParts(b, x))));
  b.shortcut(and(gt(x, -1), lt(x, Infinity)), (b) => {
    const u = b.let(add(1, x));
    b.return(logOfParts(b, b.let(sub(centredMantissa(u), 1)), b.let(centredExponent(u)), lossOf(x, u)));
  });
  const value = b.let(log1pInside(b, x));
  const edge = select(eq(x, -1), -Infinity, select(gt(x, 0), x, NaN));
  b.return(select(and(gt(x, -1), lt(x, Infinity)), value, edge));
});

/** log(1 + x²), to full relative accuracy for x of any size: from 2³⁰ on it is log x² to the last digit. */
export const log1pSquare: LoopFunction = define("log1pSquare", { x: "f64" }, "f64", (b, { x }) => {
  const size = b.let(abs(x));
  b.if(lt(size, 2 ** 30), (b) => b.return(call(log1p, mul(size, size))));
  b.return(mul(2, call(log, size)));
});
