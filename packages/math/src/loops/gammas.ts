/** Write stretches of gamma and beta draws in the loop IR: the same stream and the same draws as `random/stretch.ts`. */
import { type Block, define } from "./block.js";
import { fillNormals, normal, type Stream, uniform, withStream } from "./normals.js";
import { exp } from "./special/exp.js";
import { log, log1p } from "./special/log.js";
import type { Expr, LoopFunction, LoopModule } from "./types.js";
import { add, and, call, div, eq, f64, ge, gt, i32, load, lt, mul, neg, not, or, select, sqrt, sub } from "./values.js";

type Double = Expr<"f64">;
type Integer = Expr<"i32">;

const isShape = (shape: Double): Expr<"bool"> => and(gt(shape, 0), lt(shape, Infinity));

/** (1 + y)³ − 1. */
const cubed = (y: Double): Double => mul(y, add(3, mul(y, add(3, y))));

const underSqueeze = (u: Double, d: Double, y: Double, square: Double): Expr<"bool"> =>
  and(gt(y, -0.6), lt(u, sub(1, mul(mul(mul(1.5, d), square), square))));

/** The bound of the full test, whose left side is log u. */
const bound = (x: Double, d: Double, t: Double): Double => add(mul(mul(0.5, x), x), mul(d, sub(call(log1p, t), t)));

/** Sets `draw` to a gamma draw of a shape from 1 on: `randomGamma`'s own rounds. */
function drawAnew(block: Block, stream: Stream, tables: Integer, shape: Double, draw: Double): void {
  const d = block.let(sub(shape, 1 / 3));
  const c = block.let(div(1, sqrt(mul(9, d))));
  const open = block.variable(i32(1));
  block.while(eq(open, 1), (round) => {
    const x = round.let(normal(round, stream, tables));
    const y = round.let(mul(c, x));
    round.if(gt(y, -1), (inside) => {
      const t = inside.let(cubed(y));
      const u = uniform(inside, stream);
      const square = inside.let(mul(y, y));
      const take = (taken: Block): void => {
        taken.set(draw, mul(d, add(1, t)));
        taken.set(open, 0);
      };
      inside.if(underSqueeze(u, d, y, square), take, (rare) => rare.if(lt(call(log, u), bound(x, d, t)), take));
    });
  });
}

/** The draw that the squeeze left open, or one made anew; shapes below 1 are drawn in logs. */
function settled(block: Block, stream: Stream, tables: Integer, shape: Double, x: Double, u: Double): Double {
  const draw = block.variable(f64(-1));
  block.if(ge(shape, 1), (large) => {
    const d = large.let(sub(shape, 1 / 3));
    const y = large.let(div(x, sqrt(mul(9, d))));
    large.if(gt(y, -1), (inside) => {
      const t = inside.let(cubed(y));
      inside.if(lt(call(log, u), bound(x, d, t)), (taken) => taken.set(draw, mul(d, add(1, t))));
    });
  });
  block.if(lt(draw, 0), (refused) => {
    const lifted = refused.let(select(ge(shape, 1), shape, add(shape, 1)));
    drawAnew(refused, stream, tables, lifted, draw);
    refused.if(lt(shape, 1), (small) => {
      const exponential = neg(call(log1p, neg(uniform(small, stream))));
      small.set(draw, call(exp, sub(call(log, draw), div(exponential, shape))));
    });
  });
  return draw;
}

/** Scratch as long as a stretch, the four words of a stream, and the tables of `writeZiggurat`. */
const scratch = { normals: "i32", uniforms: "i32", count: "i32", words: "i32", tables: "i32" } as const;

/**
 * Writes at `out` a draw for each of `count` shapes. Proposals for all come first, then what the squeeze does not take is
 * settled one by one. Gives 0, and draws nothing, where a shape is not positive and finite; else 1.
 */
const fillGammas: LoopFunction = define(
  "fillGammas",
  { shapes: "i32", out: "i32", ...scratch },
  "i32",
  (block, { shapes, out, normals, uniforms, count, words, tables }) => {
    block.loop({ to: count }, (each, i) => {
      each.if(not(isShape(load(add(shapes, i)))), (bad) => bad.return(i32(0)));
    });
    block.do(call(fillNormals, normals, count, words, tables));
    withStream(block, words, (stream) => {
      block.loop({ to: count }, (each, i) => each.store(add(uniforms, i), uniform(each, stream)));
      block.lanes({ to: count }, (each, i) => {
        const shape = each.let(load(add(shapes, i)));
        const d = each.let(sub(shape, 1 / 3));
        const y = each.let(div(load(add(normals, i)), sqrt(mul(9, d))));
        const square = each.let(mul(y, y));
        const squeezed = and(ge(shape, 1), underSqueeze(load(add(uniforms, i)), d, y, square));
        each.store(add(out, i), select(squeezed, mul(d, add(1, cubed(y))), -1));
      });
      block.loop({ to: count }, (each, i) => {
        each.if(lt(load(add(out, i)), 0), (open) => {
          const [shape, x, u] = [shapes, normals, uniforms].map((at) => open.let(load(add(at, i)))) as [
            Double,
            Double,
            Double,
          ];
          open.store(add(out, i), settled(open, stream, tables, shape, x, u));
        });
      });
    });
    block.return(i32(1));
  },
);

/**
 * Writes at `out` beta draws for `count` pairs of shapes, by way of gammas of the second shapes at `right`. Gives 0, and
 * draws nothing, where a shape is less than 1 or infinite; else 1.
 */
const fillBetas: LoopFunction = define(
  "fillBetas",
  { first: "i32", second: "i32", out: "i32", right: "i32", ...scratch },
  "i32",
  (block, { first, second, out, right, normals, uniforms, count, words, tables }) => {
    block.loop({ to: count }, (each, i) => {
      for (const shapes of [first, second]) {
        const shape = each.let(load(add(shapes, i)));
        each.if(or(not(ge(shape, 1)), not(lt(shape, Infinity))), (bad) => bad.return(i32(0)));
      }
    });
    block.do(call(fillGammas, first, out, normals, uniforms, count, words, tables));
    block.do(call(fillGammas, second, right, normals, uniforms, count, words, tables));
    block.lanes({ to: count }, (each, i) =>
      each.store(add(out, i), div(1, add(1, div(load(add(right, i)), load(add(out, i)))))),
    );
    block.return(i32(1));
  },
);

/** What draws stretches. */
export const stretchLoops: LoopModule = { exports: [fillNormals, fillGammas, fillBetas] };
