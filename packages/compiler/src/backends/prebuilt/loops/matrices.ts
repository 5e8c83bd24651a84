/** Write operations on small dense matrices that lie one after the other in the loop IR. */
import { loops } from "@credence/math";
import * as factors from "../../wasm/emit/factors.js";

const { add, call, define, eq, f64, load, mul } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

/** Each element of a product is summed in order, from 0. */
const product: loops.LoopFunction = define(
  "product",
  {
    ...({ out: "i32", a: "i32", b: "i32", outer: "i32", inner: "i32", size: "i32" } as const),
    ...({ aRow: "i32", aInner: "i32", bInner: "i32", bColumn: "i32" } as const),
  },
  undefined,
  (block, { out, a, b, outer, inner, size, aRow, aInner, bInner, bColumn }) => {
    const write =
      (rightOf: (lanes: loops.Block, j: Integer) => Integer) =>
      (rows: loops.Block): void =>
        rows.loop({ to: outer }, (row, i) => {
          const left = row.let(add(a, mul(i, aRow)));
          const start = row.let(add(out, mul(i, size)));
          row.lanes({ to: size }, (lanes, j) => {
            const total = lanes.variable(f64(0));
            const right = rightOf(lanes, j);
            lanes.loop({ to: inner }, (each, k) =>
              each.set(total, add(total, mul(load(add(left, mul(k, aInner))), load(add(right, mul(k, bInner)))))),
            );
            lanes.store(add(start, j), total as Double);
          });
        });
    block.if(
      eq(bColumn, 1),
      write((_, j) => add(b, j)),
      write((lanes, j) => lanes.let(add(b, mul(j, bColumn)))),
    );
  },
);

/** Runs `write` for matrices that lie one after the other, at addresses that each go on by a size. */
function forEach(
  block: loops.Block,
  count: Integer,
  starts: readonly Integer[],
  sizes: readonly Integer[],
  write: (b: loops.Block, addresses: readonly Integer[]) => void,
): void {
  block.loop({ to: count }, (b, k) =>
    write(
      b,
      starts.map((start, i) => b.let(add(start, mul(k, sizes[i] as Integer)))),
    ),
  );
}

export const matmul: loops.LoopFunction = define(
  "matmul",
  {
    ...({ out: "i32", a: "i32", b: "i32", count: "i32", outer: "i32", inner: "i32", size: "i32" } as const),
    ...({ aRow: "i32", aInner: "i32", bInner: "i32", bColumn: "i32" } as const),
  },
  undefined,
  (block, { out, a, b, count, outer, inner, size, aRow, aInner, bInner, bColumn }) => {
    const sizes = [mul(outer, size), mul(outer, inner), mul(inner, size)].map((each) => block.let(each));
    forEach(block, count, [out, a, b], sizes, (each, [to, left, right]) =>
      each.do(
        call(product, ...[to, left, right, outer, inner, size].map((x) => x as Integer), aRow, aInner, bInner, bColumn),
      ),
    );
  },
);

/** Row by row: less code than four rows at a time. */
const choleskyByRows: loops.LoopFunction = define(
  "choleskyByRows",
  { from: "i32", to: "i32", size: "i32" },
  undefined,
  (block, matrix) => block.loop({ to: matrix.size }, (b, row) => factors.finishRow(b, matrix, row, 0)),
);

export const cholesky: loops.LoopFunction = define(
  "choleskyEach",
  { out: "i32", a: "i32", count: "i32", size: "i32" },
  undefined,
  (block, { out, a, count, size }) => {
    const square = block.let(mul(size, size));
    forEach(block, count, [a, out], [square, square], (b, [from, to]) =>
      b.do(call(choleskyByRows, from as Integer, to as Integer, size)),
    );
  },
);

export const choleskyAdjoint: loops.LoopFunction = define(
  "choleskyAdjointEach",
  { out: "i32", factor: "i32", bar: "i32", count: "i32", size: "i32" },
  undefined,
  (block, { out, factor, bar, count, size }) => {
    const square = block.let(mul(size, size));
    forEach(block, count, [factor, bar, out], [square, square, square], (b, addresses) =>
      b.do(call(factors.choleskyAdjoint, ...addresses, size)),
    );
  },
);

/** x of L x = b for `columns` right-hand sides, or of Lᵀ x = b. */
const solve = (name: string, solver: loops.LoopFunction): loops.LoopFunction =>
  define(
    name,
    { out: "i32", factor: "i32", right: "i32", count: "i32", size: "i32", columns: "i32" },
    undefined,
    (block, { out, factor, right, count, size, columns }) => {
      const each = block.let(mul(size, columns));
      block.lanes({ to: mul(count, each) }, (b, i) => b.store(add(out, i), load(add(right, i))));
      forEach(block, count, [factor, out], [block.let(mul(size, size)), each], (b, [matrix, x]) =>
        b.do(call(solver, matrix as Integer, x as Integer, size, columns)),
      );
    },
  );

export const solveLower: loops.LoopFunction = solve("solveLowerEach", factors.solveLower);
export const solveUpper: loops.LoopFunction = solve("solveUpperEach", factors.solveUpper);
