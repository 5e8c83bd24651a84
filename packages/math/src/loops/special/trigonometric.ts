/** Write sine and cosine in the loop IR; angles that call for more digits of π go to the host. */
import { type Block, define, imported } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import { abs, add, and, call, eq, f64, floor, gt, horner, lt, mul, neg, not, select, sub } from "../values.js";

const EIGHTH_TURN = 0.7853981633974483;
const PIECE = 1.5707963267341256;
const REST = 6.077100506506192e-11;
const TWO_OVER_PI = 0.6366197723675814;
const ROUNDER = 6755399441055744;
const LARGEST_SMALL = 1647099;

type X = Expr<"f64">;

const sinReduced = (b: Block, x: X, low: X): X => {
  const z = b.let(mul(x, x));
  const v = b.let(mul(z, x));
  const r = horner(z, [
    ...[0.00833333333332249, -0.0001984126982985795, 0.0000027557313707070068],
    ...[-2.5050760253406863e-8, 1.58969099521155e-10],
  ]);
  const inner = sub(mul(z, sub(mul(0.5, low), mul(v, r))), low);
  return sub(x, sub(inner, mul(v, -0.16666666666666632)));
};

const cosReduced = (b: Block, x: X, low: X): X => {
  const z = b.let(mul(x, x));
  const r = mul(
    z,
    horner(z, [
      ...[0.0416666666666666, -0.001388888888887411, 0.00002480158728947673],
      ...[-2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11],
    ]),
  );
  const half = b.let(mul(0.5, z));
  const w = b.let(sub(1, half));
  return add(w, add(sub(sub(1, w), half), sub(mul(z, r), mul(x, low))));
};

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
  const y = b.let(select(odd(quadrant), cosReduced(b, value, low), sinReduced(b, value, low)));
  return select(odd(b.let(floor(mul(0.5, quadrant)))), neg(y), y);
}

/** Sine of x radians. */
export const sin: LoopFunction = define("sin", { x: "f64" }, "f64", (b, { x }) => {
  const tiny = b.let(lt(abs(x), 1e-8));
  b.shortcut(isSmall(x), (b) => b.return(select(tiny, x, sinReduced(b, x, f64(0)))));
  b.return(select(tiny, x, turned(b, x, 0, imported("sinOfLarge", 1))));
});

/** Cosine of x radians. */
export const cos: LoopFunction = define("cos", { x: "f64" }, "f64", (b, { x }) => {
  b.shortcut(isSmall(x), (b) => b.return(cosReduced(b, x, f64(0))));
  b.return(turned(b, x, 1, imported("cosOfLarge", 1)));
});
