/** Hold batches to the naive evaluation of each point by itself, and emitted ones to the interpreter. */
import { describe, expect, test } from "vitest";
import { type ArrayGraph, batches, graphBuilder, type NodeId } from "../src/index.js";
import { naiveValues } from "./naive.js";
import { providePrebuilt } from "./prebuilt.js";
import { expectClose } from "./run.js";

providePrebuilt();

/** Compares every point of two batches and a part of a third with what its inputs give alone, and the engines bit for bit. */
function holds(graph: ArrayGraph, inputs: readonly NodeId[], outputs: readonly NodeId[], count: number): void {
  const lengthOf = (id: NodeId): number => graph.nodes[id]?.length as number;
  const given = inputs.map((id, k) =>
    Float64Array.from({ length: count * lengthOf(id) }, (_, i) => 0.1 + ((i * 37 + k * 11) % 101) / 40),
  );
  let seen = 0;
  const bits: number[] = [];
  batches(graph, { inputs, outputs }, "interpreter")(given, count, (found) => {
    for (const values of found) bits.push(...values);
  });
  const inWasm: number[] = [];
  batches(graph, { inputs, outputs }, "prebuilt")(given, count, (found) => {
    for (const values of found) inWasm.push(...values);
  });
  expect(inWasm).toEqual(bits);
  let compared = 0;
  batches(graph, { inputs, outputs }, "wasm")(given, count, (found, from, here) => {
    for (const values of found) {
      expect(Array.from(values)).toEqual(bits.slice(compared, compared + values.length));
      compared += values.length;
    }
    expect(from).toBe(seen);
    seen += here;
    for (let point = 0; point < here; point++) {
      const own = new Map(
        inputs.map((id, k) => {
          const width = lengthOf(id);
          const at = (from + point) * width;
          return [id, Array.from((given[k] as Float64Array).subarray(at, at + width))] as const;
        }),
      );
      const alone = naiveValues(graph, own);
      outputs.forEach((id, o) => {
        const values = found[o] as Float64Array;
        expect(values.length).toBe(here * lengthOf(id));
        (alone[id] as number[]).forEach((value, i) => {
          expectClose(values[point * lengthOf(id) + i] as number, value, 1e-12, 1e-12, `node ${id}, point ${point}`);
        });
      });
    }
  });
  expect(seen).toBe(count);
  expect(compared).toBe(bits.length);
}

describe("a batch computes what each point gives alone", () => {
  const b = graphBuilder();
  const [x, s, label] = [b.input(6), b.input(1), b.input(2)];
  const labels = b.ops.floor(label);
  const data = b.data(Float64Array.of(1, 2, 3, 5, 8, 13));
  const weights = Float64Array.of(1, -1, 2, 0.5, 3);
  const part = { from: Int32Array.of(0, 5, 2, 2, 1), to: Int32Array.of(0, 0, 2, 1, 2) };
  const dense = (rows: number, columns: number, byRows: boolean): NodeId => {
    const row = Int32Array.from({ length: rows * columns }, (_, i) => Math.floor(i / (byRows ? columns : rows)));
    const column = row.map((_, i) => i % (byRows ? columns : rows));
    const [to, from] = byRows ? [row, column] : [column, row];
    return b.linear(x, b.data(row.map((_, i) => Math.sin(i + 1)) as never as Float64Array), { from, to }, rows);
  };
  const matrix = (of: NodeId): NodeId =>
    b.ops.add(b.gather(of, Int32Array.of(0, 1, 1, 2)), b.data(Float64Array.of(4, 0, 0, 4)));
  const lower = b.cholesky(matrix(x), 2);
  const known = b.ops.exp(data);
  const cases: Readonly<Record<string, readonly NodeId[]>> = {
    "arithmetic of vectors, shared elements and data": [
      b.ops.div(b.ops.mul(x, s), data),
      b.ops.add(s, b.constant(2)),
      b.ops.select(b.ops.lt(x, s), x, data),
    ],
    "inputs and what depends on none": [x, s, known, b.constant(3)],
    lookups: [b.gather(x, Int32Array.of(5, 0, 0)), b.gather(s, Int32Array.of(0, 0, 0))],
    "sums and largest elements": [
      b.sum(x),
      b.scatterAdd(x, Int32Array.of(2, 0, 2, 0, 0, 2), 4),
      b.segmentMax(x, Int32Array.of(2, 0, 2, 0, 0, 2), 4),
    ],
    "running sums": [
      b.cumulativeSum(x, { outer: 2, size: 3, inner: 1, reverse: true }),
      b.cumulativeSum(x, { outer: 1, size: 3, inner: 2, reverse: false }),
    ],
    "lookups at labels": [
      b.take(x, labels, { base: Int32Array.of(0, 1), stride: 2, size: 3 }),
      b.take(data, labels, { base: Int32Array.of(0, 1), stride: 2, size: 3 }),
      b.scatterTake(b.gather(x, Int32Array.of(0, 1)), labels, { base: Int32Array.of(0, 1), stride: 2, size: 3 }, 6),
    ],
    "linear maps": [b.linear(x, b.data(weights), part, 3), dense(4, 6, true), dense(4, 6, false)],
    matrices: [
      lower,
      b.choleskyAdjoint(lower, matrix(x), 2),
      b.solveTriangular(lower, b.gather(x, Int32Array.of(3, 4)), { size: 2, columns: 1, transpose: true }),
      b.solveTriangular(b.data(Float64Array.of(2, 0, 1, 3)), b.gather(x, Int32Array.of(3, 4)), {
        size: 2,
        columns: 1,
        transpose: false,
      }),
      b.matmul(x, data, { rows: 2, inner: 3, columns: 2, transposeLeft: false, transposeRight: true }),
    ],
  };
  test.each(Object.entries(cases))("%s", (_, outputs) => {
    for (const count of [1, 2, 515]) holds(b.graph, [x, s, label], outputs, count);
  });
  test("points that are wider than a batch come one by one", () => {
    const wide = graphBuilder();
    const input = wide.input(3000);
    holds(wide.graph, [input], [wide.ops.square(input), wide.sum(input)], 3);
  });
});

test("what runs a program of its own is run point by point", () => {
  const inner = graphBuilder();
  const [before, by] = [inner.input(1), inner.input(1)];
  const body = { graph: inner.graph, inputs: [before, by], carried: 1, read: 0, outputs: [inner.ops.mul(before, by)] };
  const b = graphBuilder();
  const [start, rate] = [b.input(1), b.input(1)];
  holds(b.graph, [start, rate], [b.scan([start, rate], { body, steps: 4, reverse: false })], 5);
});
