/** Write the loops of blocks: products of matrices and vectors, sparse maps, largest elements, running sums. */
import { loops } from "@credence/math";
import type { ArrayNode, NodeId, NodeOf } from "../../../graph/types.js";
import type { BlockForm } from "../blocks/form.js";
import type { ScalarBody } from "../blocks/scalarise.js";
import { clear } from "./loop.js";
import { writeMatrices } from "./matrices.js";
import { writeRounds } from "./rounds.js";
import { addressOf, type Scope } from "./scope.js";

const { add, f64, ge, load, loadI32, mul, select } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;
type Writer = (scope: Scope, id: NodeId) => void;

/** Addresses of the elements of a node. */
function elements(scope: Scope, id: NodeId): (index: loops.Value<"i32">) => Integer {
  const place = scope.plan.places[id];
  if (place === undefined) throw new Error(`internal: node ${id} has no place`);
  return (index) => addressOf(place, scope.pointers, index);
}

const lengthOf = ({ plan }: Scope, id: NodeId): number => (plan.graph.nodes[id] as ArrayNode).length;

/** Runs `write` for blocks of so many rows, then for those that are left. */
function inBlocks(
  b: loops.Block,
  { from = 0, to, size }: { readonly from?: number; readonly to: number; readonly size: number },
  write: (b: loops.Block, first: Integer, count: number) => void,
): void {
  const whole = to - (Math.max(0, to - from) % size);
  if (whole > from) b.loop({ from, to: whole, step: size }, (inner, row) => write(inner, row, size));
  if (whole < to) write(b, loops.i32(whole), to - whole);
}

/** Rows whose products are summed side by side: the sums, and a vector's loads, are as many as there are registers. */
const SUMMED = 3;

/** out[r] = Σ_c values[r, c] · x[c], some rows at a time: x is read once for them. */
const rows: Writer = (scope, id) => {
  const [x, values] = (scope.plan.graph.nodes[id] as NodeOf<"linear">).args;
  const [to, from, matrix] = [elements(scope, id), elements(scope, x), elements(scope, values)];
  const columns = lengthOf(scope, x);
  inBlocks(scope.block, { to: lengthOf(scope, id), size: SUMMED }, (b, first, count) => {
    const start = b.let(mul(first, columns));
    const sums = b.lanes({ to: columns, whole: columns % 4 === 0 }, (inner, c) => {
      const weight = inner.let(load(from(c)));
      return Array.from({ length: count }, (_, r) =>
        inner.sum(mul(load(matrix(add(add(start, r * columns), c))), weight)),
      );
    });
    sums.forEach((sum, r) => {
      b.store(to(add(first, r)), sum);
    });
  });
};

/** Rows that are added to the result at a time, four by four. */
const ADDED = 8;

/** out[c] = Σ_r values[r, c] · x[r], some rows at a time: the result is read and written once for them. */
const columns: Writer = (scope, id) => {
  const [x, values] = (scope.plan.graph.nodes[id] as NodeOf<"linear">).args;
  const [to, from, matrix] = [elements(scope, id), elements(scope, x), elements(scope, values)];
  const [width, rowCount] = [lengthOf(scope, id), lengthOf(scope, x)];
  const addRows = (b: loops.Block, first: Integer, count: number, before: (c: Integer) => Double): void => {
    const start = b.let(mul(first, width));
    const weights = Array.from({ length: count }, (_, r) => b.let(load(from(add(first, r)))));
    b.lanes({ to: width, whole: width % 4 === 0 }, (inner, c) => {
      const term = (r: number): Double => mul(load(matrix(add(add(start, r * width), c))), weights[r] as Double);
      let total = before(c);
      let r = 0;
      for (; r + 3 < count; r += 4) total = add(total, add(add(term(r), term(r + 2)), add(term(r + 1), term(r + 3))));
      for (; r < count; r++) total = add(total, term(r));
      inner.store(to(c), total);
    });
  };
  addRows(scope.block, loops.i32(0), Math.min(ADDED, rowCount), () => f64(0));
  inBlocks(scope.block, { from: ADDED, to: rowCount, size: ADDED }, (b, first, count) =>
    addRows(b, first, count, (c) => load(to(c))),
  );
};

/** out[to[i]] += values[i] · x[from[i]]. */
const sparse: Writer = (scope, id) => {
  const [x, values] = (scope.plan.graph.nodes[id] as NodeOf<"linear">).args;
  const [to, from, coefficients] = [elements(scope, id), elements(scope, x), elements(scope, values)];
  const [sources, places] = scope.plan.tables[id] as readonly [number, number];
  clear(scope, id);
  scope.block.lanes({ to: lengthOf(scope, values) }, (b, i) => {
    const product = b.let(mul(load(coefficients(i)), load(from(loadI32(add(i, sources))))));
    b.accumulate(to(loadI32(add(i, places))), product);
  });
};

/** The largest element of each group, one element after the other. */
const largest: Writer = (scope, id) => {
  const [x] = (scope.plan.graph.nodes[id] as NodeOf<"segmentMax">).args;
  const [to, from] = [elements(scope, id), elements(scope, x)];
  const [table] = scope.plan.tables[id] as readonly [number];
  scope.block.lanes({ to: lengthOf(scope, id) }, (b, i) => b.store(to(i), f64(Number.NEGATIVE_INFINITY)));
  scope.block.loop({ to: lengthOf(scope, x) }, (b, i) => {
    const at = b.let(to(loadI32(add(i, table))));
    const [best, next] = [b.let(load(at)), b.let(load(from(i)))];
    b.store(at, select(ge(best, next), best, next));
  });
};

/** Running sums along one dim. */
const running: Writer = (scope, id) => {
  const { args, outer, size, inner, reverse } = scope.plan.graph.nodes[id] as NodeOf<"cumulativeSum">;
  const [to, from] = [elements(scope, id), elements(scope, args[0])];
  const step = reverse ? -inner : inner;
  scope.block.loop({ to: outer }, (slab, o) => {
    slab.loop({ to: inner }, (line, i) => {
      const at = line.variable(add(add(mul(o, size * inner), i), reverse ? (size - 1) * inner : 0));
      const total = line.variable(f64(0));
      line.loop({ to: size }, (b) => {
        b.set(total, add(total, load(from(at))));
        b.store(to(at), total);
        b.set(at, add(at, step));
      });
    });
  });
};

const rounds: Writer = (scope, id) => writeRounds(scope, id, scope.plan.bodies[id] as ScalarBody);

/** A writer for every form of block that the interpreter does not run. */
export const blockWriters: { readonly [F in Exclude<BlockForm, "interpreted">]: Writer } = {
  rows,
  columns,
  sparse,
  largest,
  running,
  rounds,
  matrices: writeMatrices,
};
