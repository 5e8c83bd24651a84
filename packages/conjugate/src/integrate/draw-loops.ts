/** Write the drawing of positions under an envelope in the loop IR: the draws of `plain-draw.ts` bit for bit. */
import { loops } from "@credence/math";
import { stencils } from "./box.js";
import { axisColumns, axisWidth } from "./draw-layout.js";
import { mostPoints } from "./lagrange.js";
import { mostProposals } from "./plain-draw.js";

const { abs, add, and, call, define, eq, f64, floor, ge, gt, i32, imported, le, load, lt, mul, select } = loops;
const { special, sub, toF64, toI32, uniform, withStream } = loops;

type Block = loops.Block;
type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

const arrays = { keep: "i32", alias: "i32", places: "i32", heights: "i32", densities: "i32", doubt: "i32" } as const;
const tables = { axes: "i32", factors: "i32", weights: "i32" } as const;
const numbers = { count: "i32", nodes: "i32", step: "f64", constant: "f64" } as const;

/** Where the positions go, where the words of the stream lie, counted in words, and where everything else does. */
const signature = { out: "i32", words: "i32", ...arrays, ...tables, ...numbers } as const;

/** An axis in locals: where a point lies on it, and what never changes. */
interface Axis {
  readonly length: Integer;
  readonly stride: Integer;
  readonly corner: Integer;
  readonly beyond: Double;
}

/** The multilinear interpolant of the densities in a cell. */
function densityIn(b: Block, densities: Integer, cell: Integer, axes: readonly Axis[]): Double {
  const terms = Array.from({ length: 1 << axes.length }, (_, vertex) => {
    const high = axes.map((_, i) => ((vertex >> i) & 1) === 1);
    const at = axes.reduce((index, { stride }, i) => (high[i] ? add(index, stride) : index), add(densities, cell));
    const shares = axes.map(({ beyond }, i) => (high[i] ? beyond : sub(1, beyond)));
    return mul(
      shares.reduce((product, share) => mul(product, share)),
      load(at),
    );
  });
  return b.let(terms.reduce((sum, term) => add(sum, term)));
}

/** Writes the weights of `points` values along an axis: `lagrangeWeights`, with its factors from `own` on. */
const writeWeights = define(
  "weights",
  { at: "i32", own: "i32", points: "i32", x: "f64" },
  undefined,
  (b, { at, own, points, x }) => {
    const below = b.variable(f64(1));
    b.loop({ to: points }, (each, i) => {
      each.store(add(at, i), mul(below, load(add(own, i))));
      each.set(below, mul(below, sub(x, toF64(i))));
    });
    const above = b.variable(f64(1));
    b.loop({ to: points }, (each, k) => {
      const i = each.let(sub(sub(points, 1), k));
      each.store(add(at, i), mul(load(add(at, i)), above));
      each.set(above, mul(above, sub(x, toF64(i))));
    });
  },
);

/** Sums a stencil of heights times the weights of each axis, the last axis innermost. */
function stencilSum(
  b: Block,
  axes: readonly Axis[],
  weights: Integer,
  points: Integer,
  from: Integer,
  axis = 0,
): Double {
  const sum = b.variable(f64(0));
  const own = b.let(add(weights, axis * mostPoints));
  b.loop({ to: points }, (each, k) => {
    const at = each.let(add(from, mul(k, (axes[axis] as Axis).stride)));
    const inner = axis === axes.length - 1 ? load(at) : stencilSum(each, axes, weights, points, at, axis + 1);
    each.set(sum, add(sum, mul(load(add(own, k)), inner)));
  });
  return sum;
}

/** The height interpolated in a cell, from fewer points where too few nodes are near; NaN where two are too many. */
function heightIn(
  b: Block,
  { heights, factors, weights }: { readonly heights: Integer; readonly factors: Integer; readonly weights: Integer },
  cell: Integer,
  axes: readonly Axis[],
): Double {
  const height = b.variable(f64(Number.NaN));
  const points = b.variable(i32(stencils[axes.length - 1] as number));
  b.while(ge(points, 2), (round) => {
    const before = round.let(sub(toI32(mul(0.5, toF64(points))), 1));
    const first = axes.map(({ corner }) => round.let(sub(corner, before)));
    const fits = axes
      .map(({ length }, i) => and(ge(first[i] as Integer, 0), le(add(first[i] as Integer, points), length)))
      .reduce((all, each) => and(all, each));
    round.if(fits, (inside) => {
      axes.forEach(({ beyond }, i) => {
        const x = inside.let(add(beyond, toF64(before)));
        const own = add(factors, mul(points, mostPoints));
        inside.do(call(writeWeights, add(weights, i * mostPoints), own, points, x));
      });
      const from = axes.reduce((at, { stride }) => sub(at, mul(before, stride)), add(heights, cell));
      inside.set(height, stencilSum(inside, axes, weights, points, inside.let(from)));
    });
    round.set(points, sub(points, 2));
    round.if(eq(height, height), (found) => found.set(points, i32(0)));
  });
  return height;
}

/** Writes `count` positions at `out`; gives 0 where no proposal of very many is taken, else 1. */
const drawIn = (dimension: number): loops.LoopFunction =>
  define(`draw${dimension}`, signature, "i32", (block, p) => {
    const evaluate = imported(`evaluate${dimension}`, dimension);
    const axis = (i: number, column: (typeof axisColumns)[number], k = 0): Double =>
      block.let(load(add(p.axes, i * axisWidth + axisColumns.indexOf(column) + k)));
    const known = Array.from({ length: dimension }, (_, i) => ({
      low: axis(i, "low"),
      length: block.let(toI32(axis(i, "length"))),
      stride: block.let(toI32(axis(i, "stride"))),
      ...{ a: axis(i, "a"), b: axis(i, "b"), c: axis(i, "c"), center: axis(i, "center") },
      root: Array.from({ length: dimension }, (_, k) => axis(i, "root", k)),
    }));
    withStream(block, p.words, (stream) => {
      const out = block.variable(p.out);
      block.loop({ to: p.count }, (draw) => {
        const tries = draw.variable(i32(0));
        draw.while(lt(tries, mostProposals), (round) => {
          round.set(tries, add(tries, 1));
          const at = round.let(mul(uniform(round, stream), toF64(p.nodes)));
          const index = round.let(toI32(at));
          const kept = lt(sub(at, toF64(index)), load(add(p.keep, index)));
          const node = round.let(select(kept, index, toI32(load(add(p.alias, index)))));
          const points = known.map((_, i) => {
            const place = load(add(p.places, add(mul(node, dimension), i)));
            const [one, other] = [uniform(round, stream), uniform(round, stream)];
            return round.let(sub(add(add(place, one), other), 1));
          });
          const z = points.map((point) => round.let(mul(p.step, point)));
          const axes = known.map(({ low, length, stride }, i): Axis => {
            const below = round.let(floor(points[i] as Double));
            const corner = round.let(toI32(sub(below, low)));
            return { length, stride, corner, beyond: round.let(sub(points[i] as Double, below)) };
          });
          const inside = axes
            .map(({ corner, length }) => and(ge(corner, 0), le(corner, sub(length, 2))))
            .reduce((all, each) => and(all, each));
          const share = uniform(round, stream);
          const [density, height, doubt] = [
            round.variable(f64(0)),
            round.variable(f64(Number.NaN)),
            round.variable(f64(Number.NaN)),
          ];
          round.if(inside, (b) => {
            const cell = b.let(
              axes.map(({ corner, stride }) => mul(corner, stride)).reduce((sum, each) => add(sum, each)),
            );
            b.set(density, densityIn(b, p.densities, cell, axes));
            b.set(height, heightIn(b, p, cell, axes));
            b.set(doubt, load(add(p.doubt, cell)));
          });
          const level = round.let(call(special.log, mul(mul(share, p.constant), density)));
          const taken = (b: Block): void => {
            const x = known.map(({ a, b: square, c }, i) => {
              const own = z[i] as Double;
              return b.let(sub(mul(own, add(a, mul(own, add(square, mul(own, c))))), square));
            });
            known.forEach(({ center, root }, i) => {
              b.store(
                add(out, i),
                root.reduce((u, r, k) => add(u, mul(r, x[k] as Double)), center),
              );
            });
            b.set(out, add(out, dimension));
            b.set(tries, i32(mostProposals + 1));
          };
          round.if(
            gt(abs(sub(height, level)), doubt),
            (sure) => sure.if(gt(height, level), taken),
            (unsure) => unsure.if(gt(call(evaluate, ...z), level), taken),
          );
        });
        draw.if(eq(tries, mostProposals), (failed) => failed.return(i32(0)));
      });
    });
    block.return(i32(1));
  });

/** Draws in one, two and three dimensions. */
export const drawLoops: loops.LoopModule = { exports: [1, 2, 3].map(drawIn) };
