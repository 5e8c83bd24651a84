/** Write the drawing of standard normals in the loop IR: the same stream and the same draws as `Rng.normal`. */
import { type Block, define } from "./block.js";
import { exp } from "./special/exp.js";
import { log } from "./special/log.js";
import type { Expr, LoopFunction } from "./types.js";
import {
  add,
  and,
  call,
  div,
  eq,
  f64,
  ge,
  i32,
  load,
  loadI32,
  lt,
  mul,
  neg,
  or,
  shl,
  sub,
  toF64,
  ushr,
  xor,
} from "./values.js";

// The ziggurat of `rng/ziggurat.ts` and the generator of `rng/sfc32.ts`, with the state in locals.

const STRIPS = 256;
const TAIL = 3.6541528853610088;
const TWO_TO_MINUS_53 = 1.1102230246251565e-16;

/** The four words of a stream, in locals. */
export interface Stream {
  readonly a: Expr<"i32">;
  readonly b: Expr<"i32">;
  readonly c: Expr<"i32">;
  readonly counter: Expr<"i32">;
}

function nextWord(block: Block, { a, b, c, counter }: Stream): Expr<"i32"> {
  const output = block.let(add(add(a, b), counter));
  block.set(a, xor(b, ushr(b, 9)));
  block.set(b, add(c, shl(c, 3)));
  block.set(c, add(or(shl(c, 21), ushr(c, 11)), output));
  block.set(counter, add(counter, 1));
  return output;
}

/** One uniform draw. */
export function uniform(block: Block, stream: Stream): Expr<"f64"> {
  const high = block.let(toF64(ushr(nextWord(block, stream), 5)));
  const low = toF64(ushr(nextWord(block, stream), 6));
  return block.let(mul(add(mul(high, 67108864), low), TWO_TO_MINUS_53));
}

/** Sets `size` to a draw beyond TAIL. */
function tail(block: Block, stream: Stream, size: Expr<"f64">): void {
  const exponential = (inner: Block): Expr<"f64"> => inner.let(neg(call(log, sub(1, uniform(inner, stream)))));
  const open = block.variable(i32(1));
  block.while(eq(open, 1), (inner) => {
    const x = inner.let(div(exponential(inner), TAIL));
    const y = exponential(inner);
    inner.set(size, add(TAIL, x));
    inner.if(lt(mul(x, x), add(y, y)), (done) => done.set(open, 0));
  });
}

/** One standard normal draw; the tables are those of `writeZiggurat`. */
export function normal(block: Block, stream: Stream, tables: Expr<"i32">): Expr<"f64"> {
  const size = block.variable(f64(0));
  const word = block.variable(i32(0));
  const open = block.variable(i32(1));
  const density = (x: Expr<"f64">): Expr<"f64"> => call(exp, mul(mul(-0.5, x), x));
  block.while(eq(open, 1), (inner) => {
    inner.set(word, nextWord(inner, stream));
    const strip = inner.let(and(word, 255));
    const high = inner.let(mul(toF64(ushr(word, 9)), 1073741824));
    const bits = inner.let(add(high, toF64(ushr(nextWord(inner, stream), 2))));
    const x = inner.let(mul(bits, load(add(add(tables, STRIPS + 1), strip))));
    inner.set(size, x);
    inner.set(open, 0);
    inner.if(ge(bits, load(add(add(tables, 2 * STRIPS + 1), strip))), (rare) => {
      const wedge = (edge: Block): void => {
        const floor = edge.let(load(add(tables, strip)));
        const share = uniform(edge, stream);
        const height = edge.let(add(floor, mul(share, sub(load(add(add(tables, 1), strip)), floor))));
        edge.if(ge(height, density(x)), (again) => again.set(open, 1));
      };
      rare.if(eq(strip, 0), (beyond) => tail(beyond, stream, size), wedge);
    });
  });
  return mul(size, toF64(sub(1, ushr(and(word, 256), 7))));
}

/** Draws from the stream whose four words lie at `words`, counted in words, and leaves its state there. */
export function withStream(block: Block, words: Expr<"i32">, draw: (stream: Stream) => void): void {
  const word = (i: number): Expr<"i32"> => block.variable(loadI32(add(words, i)));
  const stream = { a: word(0), b: word(1), c: word(2), counter: word(3) };
  draw(stream);
  [stream.a, stream.b, stream.c, stream.counter].forEach((value, i) => {
    block.storeI32(add(words, i), value);
  });
}

/** Writes `count` standard normal draws at `out`; `words` is the place of the stream's four words, counted in words. */
export const fillNormals: LoopFunction = define(
  "fillNormals",
  { out: "i32", count: "i32", words: "i32", tables: "i32" },
  undefined,
  (block, { out, count, words, tables }) => {
    withStream(block, words, (stream) => {
      block.loop({ to: count }, (each, i) => each.store(add(out, i), normal(each, stream, tables)));
    });
  },
);
