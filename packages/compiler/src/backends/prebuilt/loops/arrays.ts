/** Write lookups, sums and linear maps of arrays in the loop IR, in the order of the loops in `interpreter/loops`. */
import { loops } from "@credence/math";

const { add, and, define, eq, f64, floor, ge, i32, load, loadI32, lt, mul, neg, not, select, sub, toI32 } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

const zeros = (b: loops.Block, out: Integer, n: Integer, value = 0): void =>
  b.lanes({ to: n }, (b, i) => b.store(add(out, i), f64(value)));

/** Functions of e^x at x and at −x, all of them: a loop that chose among them would take four times as long. */
export const logistic: loops.LoopFunction = define(
  "logisticEach",
  { a: "i32", n: "i32", up: "i32", logUp: "i32", softUp: "i32", down: "i32", logDown: "i32", softDown: "i32" },
  undefined,
  (block, { a, n, up, logUp, softUp, down, logDown, softDown }) =>
    block.lanes({ to: n, width: 2 }, (b, i) => {
      const found = loops.logistic(b, b.let(load(add(a, i))), { odds: true, logs: true }) as loops.Logistic;
      b.store(add(up, i), found.up);
      b.store(add(down, i), found.down);
      b.store(add(softUp, i), found.softUp);
      b.store(add(softDown, i), found.softDown);
      b.store(add(logUp, i), neg(found.softDown));
      b.store(add(logDown, i), neg(found.softUp));
    }),
);

/** out[i] = a[table[i]]. */
export const gather: loops.LoopFunction = define(
  "gather",
  { out: "i32", a: "i32", n: "i32", table: "i32" },
  undefined,
  (b, { out, a, n, table }) => b.lanes({ to: n }, (b, i) => b.store(add(out, i), load(add(a, loadI32(add(table, i)))))),
);

/** out[table[i]] += a[i]. */
export const scatterAdd: loops.LoopFunction = define(
  "scatterAdd",
  { out: "i32", a: "i32", n: "i32", length: "i32", table: "i32" },
  undefined,
  (b, { out, a, n, length, table }) => {
    zeros(b, out, n);
    b.loop({ to: length }, (b, i) => b.accumulate(add(out, loadI32(add(table, i))), load(add(a, i))));
  },
);

/** Whether a label is one of 0 … size − 1. */
const isLabel = (label: Double, size: Integer): loops.Expr<"bool"> =>
  and(and(ge(label, 0), lt(label, loops.toF64(size))), eq(floor(label), label));

/** out[i] = a[table[i] + stride·label[i]], NaN where there is no such label. */
export const take: loops.LoopFunction = define(
  "take",
  { out: "i32", a: "i32", labels: "i32", n: "i32", table: "i32", stride: "i32", size: "i32" },
  undefined,
  (b, { out, a, labels, n, table, stride, size }) =>
    b.loop({ to: n }, (b, i) => {
      const label = b.let(load(add(labels, i)));
      b.store(add(out, i), f64(Number.NaN));
      b.if(isLabel(label, size), (b) =>
        b.store(add(out, i), load(add(a, add(loadI32(add(table, i)), mul(stride, toI32(label)))))),
      );
    }),
);

/** out[table[i] + stride·label[i]] += a[i]. */
export const scatterTake: loops.LoopFunction = define(
  "scatterTake",
  { out: "i32", a: "i32", labels: "i32", n: "i32", length: "i32", table: "i32", stride: "i32", size: "i32" },
  undefined,
  (b, { out, a, labels, n, length, table, stride, size }) => {
    zeros(b, out, n);
    b.loop({ to: length }, (b, i) => {
      const label = b.let(load(add(labels, i)));
      b.if(isLabel(label, size), (b) =>
        b.accumulate(add(out, add(loadI32(add(table, i)), mul(stride, toI32(label)))), load(add(a, i))),
      );
    });
  },
);

/** Each element so many times in a row. */
export const repeat: loops.LoopFunction = define(
  "repeat",
  { out: "i32", a: "i32", length: "i32", times: "i32" },
  undefined,
  (b, { out, a, length, times }) =>
    b.loop({ to: length }, (b, k) => {
      const value = b.let(load(add(a, k)));
      const start = b.let(add(out, mul(k, times)));
      b.lanes({ to: times, width: 2 }, (b, i) => b.store(add(start, i), value));
    }),
);

export const sum: loops.LoopFunction = define(
  "sumAll",
  { out: "i32", a: "i32", length: "i32" },
  undefined,
  (b, { out, a, length }) =>
    b.store(
      out,
      b.lanes({ to: length }, (b, i) => b.sum(load(add(a, i)))),
    ),
);

/** The largest of the elements with each place. */
export const segmentMax: loops.LoopFunction = define(
  "segmentMax",
  { out: "i32", a: "i32", n: "i32", length: "i32", table: "i32" },
  undefined,
  (b, { out, a, n, length, table }) => {
    zeros(b, out, n, Number.NEGATIVE_INFINITY);
    b.loop({ to: length }, (b, i) => {
      const at = b.let(add(out, loadI32(add(table, i))));
      const x = b.let(load(add(a, i)));
      b.if(not(ge(load(at), x)), (b) => b.store(at, x));
    });
  },
);

/** Running sums along the middle of three dimensions, from the last to the first where `stride` is −1. */
export const cumulativeSum: loops.LoopFunction = define(
  "cumulativeSum",
  { out: "i32", a: "i32", outer: "i32", size: "i32", inner: "i32", stride: "i32" },
  undefined,
  (b, { out, a, outer, size, inner, stride }) => {
    const step = b.let(mul(stride, inner));
    b.loop({ to: outer }, (b, o) =>
      b.loop({ to: inner }, (b, i) => {
        const first = select(loops.gt(stride, 0), mul(o, size), sub(mul(add(o, 1), size), 1));
        const at = b.variable(add(mul(first, inner), i));
        const total = b.variable(f64(0));
        b.loop({ to: size }, (b) => {
          b.set(total, add(total, load(add(a, at))));
          b.store(add(out, at), total);
          b.set(at, add(at, step));
        });
      }),
    );
  },
);

/** out[to[i]] += values[i]·x[from[i]]. */
export const sparse: loops.LoopFunction = define(
  "sparse",
  { out: "i32", x: "i32", values: "i32", n: "i32", count: "i32", from: "i32", to: "i32" },
  undefined,
  (b, { out, x, values, n, count, from, to }) => {
    zeros(b, out, n);
    b.loop({ to: count }, (b, i) =>
      b.accumulate(add(out, loadI32(add(to, i))), mul(load(add(values, i)), load(add(x, loadI32(add(from, i)))))),
    );
  },
);

/** A matrix of n rows times a vector. */
export const rows: loops.LoopFunction = define(
  "rows",
  { out: "i32", x: "i32", values: "i32", n: "i32", length: "i32" },
  undefined,
  (b, { out, x, values, n, length }) =>
    b.loop({ to: n }, (b, r) => {
      const row = b.let(add(values, mul(r, length)));
      b.store(
        add(out, r),
        b.lanes({ to: length }, (b, c) => b.sum(mul(load(add(row, c)), load(add(x, c))))),
      );
    }),
);

/** The transposed of a matrix of `length` rows times a vector, four rows at a time. */
export const columns: loops.LoopFunction = define(
  "columns",
  { out: "i32", x: "i32", values: "i32", n: "i32", length: "i32" },
  undefined,
  (b, { out, x, values, n, length }) => {
    zeros(b, out, n);
    const whole = b.let(and(length, i32(-4)));
    const addRows = (b: loops.Block, first: Integer, count: number): void => {
      const weights = Array.from({ length: count }, (_, r) => b.let(load(add(x, add(first, r)))));
      const starts = weights.map((_, r) => b.let(add(values, mul(add(first, r), n))));
      b.lanes({ to: n }, (b, c) => {
        const product = (r: number): Double => mul(load(add(starts[r] as Integer, c)), weights[r] as Double);
        const sums = count === 4 ? add(add(product(0), product(2)), add(product(1), product(3))) : product(0);
        b.store(add(out, c), add(load(add(out, c)), sums));
      });
    };
    b.loop({ to: whole, step: 4 }, (b, r) => addRows(b, r, 4));
    b.loop({ from: whole, to: length }, (b, r) => addRows(b, r, 1));
  },
);
