/** Write sine and cosine in the loop IR; angles that call for more digits of π go to the host. */
import { type Block, define, imported } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import { abs, add, and, call, eq, floor, gt, lt, mul, neg, not, select, sub } from "../values.js";
import { cosReduced, sinReduced } from "./reduced-angle.js";

const EIGHTH_TURN = 0.7853981633974483;
const PIECE = 1.5707963267341256;
const REST = 6.077100506506192e-11;
const TWO_OVER_PI = 0.6366197723675814;
const ROUNDER = 6755399441055744;
const LARGEST_SMALL = 1647099;

type X = Expr<"f64">;

/** Whether an integer is odd. */
const odd = (k: X): Expr<"bool"> => eq(sub(k, mul(2, floor(mul(0.5, k)))), 1);

const isSmall = (x: X): Expr<"bool"> => and(gt(x, -EIGHTH_TURN), lt(x, EIGHTH_TURN));

/** Sine of x turned on by `quarters` right angles; the host's function where the reduction loses digits. */
function turned(b: Block, x: X, quarters: 0 | 1, host: Parameters<typeof call>[0]): X {
  b.if(not(lt(abs(x), LARGEST_SMALL)), (b) => b.return(call(host, x)));
  const k = b.let(sub(add(mul(x, TWO_OVER_PI), ROUNDER), ROUNDER));
  const rest = b.let(sub(x, mul(k, PIECE)));
  const less = b.let(mul(k, REST));
  const value = b.let(sub(rest, less));
  b.if(lt(abs(value), mul(abs(x), 1.52587890625e-5)), (b) => b.return(call(host, x)));
  const low = b.let(sub(sub(rest, value), less));
  const quadrant = b.let(add(k, quarters));
  const y = b.let(select(odd(quadrant), call(cosReduced, value, low), call(sinReduced, value, low)));
  return select(odd(b.let(floor(mul(0.5, quadrant)))), neg(y), y);
}

/** Sine of x radians. Within 1 ulp for every finite x; NaN at ±Infinity. */
export const sin: LoopFunction = define("sin", { x: "f64" }, "f64", (b, { x }) => {
  const tiny = lt(abs(x), 1e-8);
  b.shortcut(isSmall(x), (b) => b.return(select(tiny, x, call(sinReduced, x, 0))));
  b.return(select(tiny, x, turned(b, x, 0, imported("sinOfLarge", 1))));
});

/** Cosine of x radians. Within 1 ulp for every finite x; NaN at ±Infinity. */
export const cos: LoopFunction = define("cos", { x: "f64" }, "f64", (b, { x }) => {
  b.shortcut(isSmall(x), (b) => b.return(call(cosReduced, x, 0)));
  b.return(turned(b, x, 1, imported("cosOfLarge", 1)));
});
