/** Write a round of gamma proposals in the loop IR: the same stream and the same draws as `random/proposals.ts`. */
import { define } from "./block.js";
import { normal, uniform, withStream } from "./normals.js";
import type { LoopFunction } from "./types.js";
import { add, and, div, ge, gt, load, lt, mul, select, sqrt, sub } from "./values.js";

/**
 * Proposes a gamma draw for each of `count` shapes: normals and uniforms are written at `normals` and `uniforms`, and at
 * `out` the draw that the squeeze of `randomGamma` takes, or −1. `words` and `tables` as in `fillNormals`.
 */
export const proposeGammas: LoopFunction = define(
  "proposeGammas",
  { shapes: "i32", normals: "i32", uniforms: "i32", out: "i32", count: "i32", words: "i32", tables: "i32" },
  undefined,
  (block, { shapes, normals, uniforms, out, count, words, tables }) => {
    withStream(block, words, (stream) => {
      block.loop({ to: count }, (each, i) => each.store(add(normals, i), normal(each, stream, tables)));
      block.loop({ to: count }, (each, i) => each.store(add(uniforms, i), uniform(each, stream)));
    });
    block.lanes({ to: count }, (each, i) => {
      const shape = each.let(load(add(shapes, i)));
      const d = each.let(sub(shape, 1 / 3));
      const x = each.let(load(add(normals, i)));
      const cx = each.let(div(x, sqrt(mul(9, d))));
      const square = each.let(mul(cx, cx));
      const bound = sub(1, mul(mul(mul(1.5, d), square), square));
      const regular = and(and(ge(shape, 1), lt(shape, Infinity)), gt(cx, -0.6));
      const squeezed = and(regular, lt(load(add(uniforms, i)), bound));
      const draw = mul(d, add(1, mul(cx, add(3, mul(cx, add(3, cx))))));
      each.store(add(out, i), select(squeezed, draw, -1));
    });
  },
);
