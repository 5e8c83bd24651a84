/** Write Cholesky factors, their adjoints and triangular solutions as functions of addresses and sizes. */
import { loops } from "@credence/math";

const { add, and, call, define, div, eq, f64, gt, i32, load, lt, mul, not, select, sqrt, sub } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

const SPLITTER = 134217729; // 2²⁷ + 1, which halves a double's digits

/** d − Σ xₖ² in twice the working precision, rounded once: `pivotOf` of `@credence/math`. */
const pivotOf = define("pivotOf", { d: "f64", row: "i32", count: "i32" }, "f64", (block, { d, row, count }) => {
  const sum = block.variable(d);
  const error = block.variable(f64(0));
  block.loop({ to: count }, (b, k) => {
    const x = b.let(load(add(row, k)));
    const square = b.let(mul(x, x));
    const scaled = b.let(mul(SPLITTER, x));
    const high = b.let(sub(scaled, sub(scaled, x)));
    const low = b.let(sub(x, high));
    const lost = add(add(sub(mul(high, high), square), mul(mul(2, high), low)), mul(low, low));
    const next = b.let(sub(sum, square));
    const taken = b.let(sub(next, sum));
    b.set(error, add(error, sub(sub(sub(sum, sub(next, taken)), add(square, taken)), lost)));
    b.set(sum, next);
  });
  const pivot = block.let(add(sum, error));
  block.return(select(eq(pivot, pivot), pivot, sum));
});

/** A matrix, where its factor goes, and how many rows it has. */
export interface Factoring {
  readonly from: Integer;
  readonly to: Integer;
  readonly size: Integer;
}

/** The entries of column j in some rows, whose earlier columns are there already: each waits for its own sum only. */
function writeColumn(b: loops.Block, { from, to, size }: Factoring, rows: readonly Integer[], j: Integer): void {
  const other = b.let(add(to, mul(j, size)));
  const starts = rows.map((i) => b.let(add(to, mul(i, size))));
  const rests = rows.map((i) =>
    b.variable(mul(0.5, add(load(add(from, add(mul(i, size), j))), load(add(from, add(mul(j, size), i)))))),
  );
  b.loop({ to: j }, (inner, k) => {
    const theirs = inner.let(load(add(other, k)));
    rests.forEach((rest, r) => {
      inner.set(rest, sub(rest, mul(load(add(starts[r] as Integer, k)), theirs)));
    });
  });
  const pivot = b.let(load(add(other, j)));
  rests.forEach((rest, r) => {
    b.store(add(starts[r] as Integer, j), div(rest, pivot));
  });
}

/** The entries of a row from column `first` on; a pivot that is not positive makes the whole factor NaN. */
export function finishRow(b: loops.Block, matrix: Factoring, i: Integer, first: loops.Value<"i32">): void {
  const { from, to, size } = matrix;
  b.loop({ from: first, to: i }, (inner, j) => writeColumn(inner, matrix, [i], j));
  const row = b.let(add(to, mul(i, size)));
  const pivot = b.let(call(pivotOf, load(add(from, add(mul(i, size), i))), row, i));
  b.if(not(and(gt(pivot, 0), lt(pivot, Number.POSITIVE_INFINITY))), (failed) => {
    failed.lanes({ to: mul(size, size) }, (inner, k) => inner.store(add(to, k), f64(Number.NaN)));
    failed.return();
  });
  b.store(add(row, i), sqrt(pivot));
  b.loop({ from: add(i, 1), to: size }, (inner, j) => inner.store(add(row, j), f64(0)));
}

/** The lower triangular factor of a symmetric part, four rows at a time as far as they do not need each other. */
export const cholesky: loops.LoopFunction = define(
  "cholesky",
  { from: "i32", to: "i32", size: "i32" },
  undefined,
  (block, matrix) => {
    const whole = block.let(and(matrix.size, -4));
    block.loop({ to: whole, step: 4 }, (b, first) => {
      const rows = [0, 1, 2, 3].map((r) => b.let(add(first, r)));
      b.loop({ to: first }, (inner, j) => writeColumn(inner, matrix, rows, j));
      for (const row of rows) finishRow(b, matrix, row, first);
    });
    block.loop({ from: whole, to: matrix.size }, (b, row) => finishRow(b, matrix, row, 0));
  },
);

/** A loop over `count` − 1, …, 0. */
function downwards(b: loops.Block, count: Integer, body: (b: loops.Block, i: Integer) => void): void {
  b.loop({ to: count }, (inner, t) => body(inner, inner.let(sub(sub(count, 1), t))));
}

/** The adjoint of a matrix from its factor and the factor's adjoint: the interpreter's `factorAdjoint`. */
export const choleskyAdjoint: loops.LoopFunction = define(
  "choleskyAdjoint",
  { factor: "i32", bar: "i32", to: "i32", size: "i32" },
  undefined,
  (block, { factor, bar, to, size }) => {
    block.loop({ to: size }, (b, i) => {
      const start = b.let(mul(i, size));
      b.lanes({ to: add(i, 1) }, (inner, k) => inner.store(add(add(to, start), k), load(add(add(bar, start), k))));
    });
    downwards(block, size, (b, i) => {
      const row = b.let(add(to, mul(i, size)));
      const own = b.let(add(factor, mul(i, size)));
      const pivot = b.let(div(mul(0.5, load(add(row, i))), load(add(own, i))));
      b.store(add(row, i), pivot);
      const twice = b.let(mul(2, pivot));
      b.lanes({ to: i }, (inner, k) => inner.store(add(row, k), sub(load(add(row, k)), mul(twice, load(add(own, k))))));
      downwards(b, i, (inside, j) => {
        const other = inside.let(add(to, mul(j, size)));
        const theirs = inside.let(add(factor, mul(j, size)));
        const rest = inside.let(div(load(add(row, j)), load(add(theirs, j))));
        inside.store(add(other, j), sub(load(add(other, j)), mul(rest, load(add(own, j)))));
        inside.lanes({ to: j }, (inner, k) => {
          inner.store(add(row, k), sub(load(add(row, k)), mul(rest, load(add(theirs, k)))));
          inner.store(add(other, k), sub(load(add(other, k)), mul(rest, load(add(own, k)))));
        });
        const half = inside.let(mul(0.5, rest));
        inside.store(add(row, j), half);
        inside.store(add(other, i), half);
      });
    });
  },
);

/** x of L x = b, or of Lᵀ x = b, in place, for several right-hand sides side by side. */
const solver = (name: string, transposed: boolean): loops.LoopFunction =>
  define(name, { factor: "i32", x: "i32", size: "i32", columns: "i32" }, undefined, (block, p) => {
    const { factor, x, size, columns } = p;
    const solveRow = (b: loops.Block, i: Integer): void => {
      const row = b.let(add(x, mul(i, columns)));
      const pivot = b.let(load(add(factor, add(mul(i, size), i))));
      const known = transposed ? { from: b.let(add(i, 1)), to: size } : { from: i32(0), to: i };
      b.lanes({ to: columns }, (lanes, c) => {
        const rest = lanes.variable(load(add(row, c)));
        lanes.loop(known, (inner, k) => {
          const weight = load(add(factor, transposed ? add(mul(k, size), i) : add(mul(i, size), k)));
          inner.set(rest, sub(rest, mul(weight, load(add(add(x, mul(k, columns)), c)))));
        });
        lanes.store(add(row, c), div(rest as Double, pivot));
      });
    };
    if (transposed) downwards(block, size, solveRow);
    else block.loop({ to: size }, solveRow);
  });

export const solveLower: loops.LoopFunction = solver("solveLower", false);
export const solveUpper: loops.LoopFunction = solver("solveUpper", true);
