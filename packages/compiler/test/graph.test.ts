import { describe, expect, test } from "vitest";
import { type ArrayGraph, type ArrayNode, graphBuilder, hashGraph, prune } from "../src/index.js";

describe("prune", () => {
  test("keeps what outputs need, in order, with new numbers", () => {
    const nodes: ArrayNode[] = [
      { op: "input", length: 2 },
      { op: "input", length: 2 },
      { op: "exp", args: [0], length: 2 },
      { op: "mul", args: [1, 1], length: 2 },
      { op: "sum", args: [3], length: 1 },
    ];
    const { graph, ids } = prune({ nodes }, [4]);
    expect(ids).toEqual([-1, 0, -1, 1, 2]);
    expect(graph.nodes).toEqual([
      { op: "input", length: 2 },
      { op: "mul", args: [0, 0], length: 2 },
      { op: "sum", args: [1], length: 1 },
    ]);
    expect(prune(graph, [2]).graph).toEqual(graph);
  });
  test("outputs must exist", () => {
    expect(() => prune({ nodes: [] }, [0])).toThrow("output 0 is not a node of this graph");
  });
});

describe("hash", () => {
  const make = (
    scale: number,
    y: readonly number[],
    rows: readonly number[],
    op: "exp" | "sin" = "exp",
  ): ArrayGraph => {
    const b = graphBuilder();
    const x = b.input(2);
    b.sum(
      b.ops.mul(
        b.gather(b.ops.mul(b.unary(op, x), b.constant(scale)), Int32Array.from(rows)),
        b.data(Float64Array.from(y)),
      ),
    );
    return b.graph;
  };
  const base = make(2, [1, 2, 3], [0, 1, 0]);
  test("is the same for the same graph, in every session", () => {
    expect(hashGraph(make(2, [1, 2, 3], [0, 1, 0]))).toBe(hashGraph(base));
    expect(
      hashGraph({
        nodes: [
          { op: "input", length: 3 },
          { op: "sum", args: [0], length: 1 },
        ],
      }),
    ).toBe("f504b35284e8df75");
  });
  test("with data, depends on every value; without, on none", () => {
    for (const other of [make(2, [1, 2, 4], [0, 1, 0]), make(2, [1, 2, 3], [0, 1, 1])]) {
      expect(hashGraph(other)).not.toBe(hashGraph(base));
      expect(hashGraph(other, { data: false })).toBe(hashGraph(base, { data: false }));
    }
  });
  test("with data, depends on where the coefficients of a linear map stand", () => {
    const map = (from: readonly number[], to: readonly number[]): ArrayGraph => {
      const b = graphBuilder();
      const values = b.data(Float64Array.of(1, 2));
      b.linear(b.input(2), values, { from: Int32Array.from(from), to: Int32Array.from(to) }, 3);
      return b.graph;
    };
    const first = map([0, 1], [0, 2]);
    for (const other of [map([1, 1], [0, 2]), map([0, 1], [1, 2])]) {
      expect(hashGraph(other)).not.toBe(hashGraph(first));
      expect(hashGraph(other, { data: false })).toBe(hashGraph(first, { data: false }));
    }
  });
  test("always depends on operations, constants and lengths", () => {
    for (const other of [
      make(3, [1, 2, 3], [0, 1, 0]),
      make(2, [1, 2, 3], [0, 1, 0], "sin"),
      make(2, [1, 2, 3, 4], [0, 1, 0, 1]),
    ])
      for (const data of [true, false]) expect(hashGraph(other, { data })).not.toBe(hashGraph(base, { data }));
  });
  test("is spread over 64 bits", () => {
    const hashes = Array.from({ length: 500 }, (_, i) =>
      hashGraph({ nodes: [{ op: "constant", value: i, length: 1 }] }),
    );
    expect(new Set(hashes).size).toBe(500);
    expect(hashes.every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true);
  });
});
