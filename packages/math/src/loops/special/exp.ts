/** Write exp and expm1 in the loop IR. */
import { type Block, define } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import {
  abs,
  add,
  div,
  eq,
  f64,
  floor,
  ge,
  gt,
  horner,
  lt,
  max,
  min,
  mul,
  neg,
  or,
  powerOfTwo,
  select,
  sub,
} from "../values.js";

/** ln 2 in two parts; the upper has 20 trailing zero bits, so that k·LN2_HIGH is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Adding 1.5·2^52 rounds to an integer. */
const ROUNDER = 6755399441055744;

/** The nearest integer to x / ln 2, for |x| below 2^51. */
export const halfLives = (b: Block, x: Expr<"f64">): Expr<"f64"> =>
  b.let(sub(add(mul(x, Math.LOG2E), ROUNDER), ROUNDER));

/** y·2^k, rounded once, for y of ordinary size and k in −1100 … 1100. */
export function scale(b: Block, y: Expr<"f64">, k: Expr<"f64">): Expr<"f64"> {
  const half = b.let(floor(mul(k, 0.5)));
  return mul(mul(y, powerOfTwo(half)), powerOfTwo(sub(k, half)));
}

/** exp(r) on |r| ≤ ln(2)/2: minimax polynomial of degree 12 (relative error 1.4e-18), summed in Estrin's order. */
function expReduced(b: Block, r: Expr<"f64">): Expr<"f64"> {
  const line = (slope: number, start: number): Expr<"f64"> => add(mul(r, slope), start);
  const r2 = b.let(mul(r, r));
  const r4 = b.let(mul(r2, r2));
  const low = add(mul(r2, line(0.008333333333326136, 0.04166666666666667)), line(0.1666666666666667, 0.5));
  const middle = add(
    mul(r2, line(2.7557255400206422e-6, 2.4801587325547743e-5)),
    line(0.00019841269874820627, 0.0013888888888883748),
  );
  const high = add(mul(r2, 2.0914686968086876e-9), line(2.5105217004720745e-8, 2.75572736431103e-7));
  return b.let(add(1, add(mul(r2, add(mul(mul(r4, r4), high), add(mul(r4, middle), low))), r)));
}

/**
 * e^x. Within 1 ulp for every double: overflows to Infinity above 709.78, is subnormal below -708.4, 0 below -745.13.
 *
 * Cody and Waite's reduction x = k ln 2 + r (Software Manual for the Elementary Functions, 1980, ch. 6).
 */
export const exp: LoopFunction = define("exp", { x: "f64" }, "f64", (b, { x }) => {
  const reduced = (b: Block, at: Expr<"f64">, k: Expr<"f64">): Expr<"f64"> =>
    expReduced(b, b.let(add(mul(k, -LN2_LOW), add(mul(k, -LN2_HIGH), at))));
  b.shortcut(lt(abs(x), 708), (b) => {
    const k = halfLives(b, x);
    b.return(mul(reduced(b, x, k), powerOfTwo(k)));
  });
  const inside = b.let(max(-746, min(710, x))); // NaN goes through; beyond, all is 0 or Infinity
  const k = halfLives(b, inside);
  b.return(scale(b, reduced(b, inside, k), k));
});

/** e with expm1(r) = r − (r·e − r²/2) on |r| ≤ ln(2)/2. */
function excess(b: Block, r: Expr<"f64">): Expr<"f64"> {
  const half = b.let(mul(0.5, r));
  const z = b.let(mul(r, half));
  const p = b.let(
    horner(z, [
      ...[1, -0.03333333333333313, 0.0015873015872548146, -0.0000793650757867488],
      ...[0.000004008217827329362, -2.0109921818362437e-7],
    ]),
  );
  const t = b.let(sub(3, mul(p, half)));
  return mul(z, div(sub(p, t), sub(6, mul(r, t))));
}

/** exp(x) − 1. */
export const expm1: LoopFunction = define("expm1", { x: "f64" }, "f64", (b, { x }) => {
  const inside = b.let(max(-40, min(709.8, x)));
  const k = halfLives(b, inside);
  const high = b.let(sub(inside, mul(k, LN2_HIGH)));
  const low = b.let(mul(k, LN2_LOW));
  const r = b.let(sub(high, low));
  const lost = b.let(sub(sub(high, r), low));
  const e = b.let(sub(sub(mul(r, sub(excess(b, r), lost)), lost), mul(mul(0.5, r), r)));
  const y = b.let(sub(r, e));
  const inverse = b.let(powerOfTwo(neg(max(k, f64(-1)))));
  const back = b.let(sub(e, r));
  const whole = b.let(select(lt(k, 20), sub(sub(1, inverse), back), add(sub(r, add(e, inverse)), 1)));
  const far = b.let(or(lt(k, 0), gt(k, 56)));
  const scaled = b.let(scale(b, b.let(select(far, sub(1, back), whole)), k));
  const twice = select(lt(r, -0.25), mul(-2, sub(e, add(r, 0.5))), add(1, mul(2, y)));
  const near = select(eq(k, 0), y, select(eq(k, -1), sub(mul(0.5, y), 0.5), twice));
  const value = select(lt(abs(k), 1.5), near, select(far, sub(scaled, 1), scaled));
  const small = select(lt(abs(x), 5.551115123125783e-17), x, select(lt(x, -56 * Math.LN2), -1, value));
  b.return(select(ge(x, 709.782712893384), Infinity, small));
});
