/** Write what likelihoods of counts are made of in the loop IR: log beta functions and rising factorials of large arguments. */
import { lbeta as hostLbeta } from "../../special/gamma/beta.js";
import {
  logRisingRatio as hostLogRisingRatio,
  risingRatioSlope as hostRisingRatioSlope,
} from "../../special/gamma/lgamma-difference.js";
import { LOG_SQRT_TWO_PI, STIRLING_SERIES } from "../../special/gamma/stirling.js";
import { type Block, define, imported } from "../block.js";
import type { LoopImports } from "../host.js";
import type { Expr, LoopFunction } from "../types.js";
import { add, and, call, div, eq, f64, ge, gt, horner, lt, mul, neg, or, select, sub } from "../values.js";
import { log, log1p } from "./log.js";

// The same forms as in `special/gamma/beta.ts` and `lgamma-difference.ts`; arguments below 10 are left to those.

type X = Expr<"f64">;

const LARGE = 10;
const SMALL = 0.25;

/** S(x), what Stirling's formula leaves of log Γ(x), and S'(x), for x ≥ 10. */
const remainder = (b: Block, x: X): X => b.let(div(horner(b.let(div(1, mul(x, x))), STIRLING_SERIES), x));
const SLOPES = STIRLING_SERIES.map((c, i) => c * (2 * i + 1));
const remainderSlope = (b: Block, x: X): X => {
  const z = b.let(div(1, mul(x, x)));
  return b.let(mul(neg(z), horner(z, SLOPES)));
};

/** artanh(v) / v − 1 for z = v² ≤ 1/81. */
const artanhExcess = (b: Block, z: X): X =>
  b.let(mul(z, horner(z, [1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17])));

const lbetaElsewhere = imported("lbetaElsewhere", 2);
const logRisingRatioElsewhere = imported("logRisingRatioElsewhere", 2);
const risingRatioSlopeElsewhere = imported("risingRatioSlopeElsewhere", 2);

/** log B(x, y). */
const lbeta: LoopFunction = define("lbeta", { x: "f64", y: "f64" }, "f64", (b, { x, y }) => {
  const small = b.let(select(lt(x, y), x, y));
  const large = b.let(select(lt(x, y), y, x));
  b.if(and(ge(small, LARGE), lt(large, Infinity)), (b) => {
    const ratio = b.let(div(small, large));
    const start = sub(LOG_SQRT_TWO_PI, mul(0.5, call(log, large)));
    const rest = sub(add(remainder(b, small), remainder(b, large)), remainder(b, b.let(add(small, large))));
    const near = mul(sub(small, 0.5), call(log, div(ratio, add(1, ratio))));
    b.return(sub(add(add(start, rest), near), mul(large, call(log1p, ratio))));
  });
  b.return(call(lbetaElsewhere, x, y));
});

/** Whether a rising factorial of k factors is 1 of its leading term. */
const isTrivial = (k: X): Expr<"bool"> => or(eq(k, 0), eq(k, 1));

/** log[(x)_k / x^k]. */
const logRisingRatio: LoopFunction = define("logRisingRatio", { x: "f64", k: "f64" }, "f64", (b, { x, k }) => {
  b.if(and(ge(x, LARGE), ge(k, 2)), (b) => {
    const t = b.let(div(k, x));
    const change = b.let(sub(remainder(b, b.let(add(x, k))), remainder(b, x)));
    b.if(gt(t, SMALL), (b) => b.return(add(sub(mul(sub(add(x, k), 0.5), call(log1p, t)), k), change)));
    const v = b.let(div(t, add(2, t)));
    const s = artanhExcess(b, b.let(mul(v, v)));
    const lead = mul(mul(x, v), add(t, mul(mul(2, add(1, t)), s)));
    b.return(add(sub(lead, mul(v, add(1, s))), change));
  });
  b.if(isTrivial(k), (b) => b.return(f64(0)));
  b.return(call(logRisingRatioElsewhere, x, k));
});

/** The slope of the same in x. */
const risingRatioSlope: LoopFunction = define("risingRatioSlope", { x: "f64", k: "f64" }, "f64", (b, { x, k }) => {
  b.if(and(ge(x, LARGE), ge(k, 2)), (b) => {
    const t = b.let(div(k, x));
    const end = b.let(add(x, k));
    const change = sub(remainderSlope(b, end), remainderSlope(b, x));
    const bend = b.let(add(div(mul(0.5, t), end), change));
    b.if(gt(t, SMALL), (b) => b.return(add(sub(call(log1p, t), t), bend)));
    const v = b.let(div(t, add(2, t)));
    b.return(add(mul(v, sub(mul(2, artanhExcess(b, b.let(mul(v, v)))), t)), bend));
  });
  b.if(isTrivial(k), (b) => b.return(f64(0)));
  b.return(call(risingRatioSlopeElsewhere, x, k));
});

/** Functions of two numbers with the bits of the functions of the same name. */
export const specialPairs: { readonly [N in "lbeta" | "logRisingRatio" | "risingRatioSlope"]: LoopFunction } = {
  lbeta,
  logRisingRatio,
  risingRatioSlope,
};

/** What they import for small arguments. */
export const countImports: LoopImports = {
  lbetaElsewhere: hostLbeta,
  logRisingRatioElsewhere: hostLogRisingRatio,
  risingRatioSlopeElsewhere: hostRisingRatioSlope,
};
