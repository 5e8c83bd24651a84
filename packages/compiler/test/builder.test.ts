import { describe, expect, test } from "vitest";
import { graphBuilder } from "../src/index.js";

const opsOf = (b: ReturnType<typeof graphBuilder>): string[] => b.graph.nodes.map(({ op }) => op);

describe("sharing", () => {
  test("equal computations are one node", () => {
    const b = graphBuilder();
    const x = b.input(3);
    expect(b.ops.exp(x)).toBe(b.ops.exp(x));
    expect(b.ops.add(x, b.ops.exp(x))).toBe(b.ops.add(b.ops.exp(x), x));
    expect(b.ops.sub(x, b.ops.exp(x))).not.toBe(b.ops.sub(b.ops.exp(x), x));
    expect(b.gather(x, Int32Array.of(2, 0))).toBe(b.gather(x, Int32Array.of(2, 0)));
    expect(b.gather(x, Int32Array.of(2, 0))).not.toBe(b.gather(x, Int32Array.of(2, 1)));
  });
  test("inputs are never shared, zeros of different signs and lengths neither", () => {
    const b = graphBuilder();
    expect(b.input(1)).not.toBe(b.input(1));
    expect(b.constant(0)).not.toBe(b.constant(-0));
    expect(b.constant(Number.NaN)).toBe(b.constant(Number.NaN));
    expect(b.data(Float64Array.of(1, 2))).toBe(b.data(Float64Array.of(1, 2)));
    expect(b.data(Float64Array.of(0, 2))).not.toBe(b.data(Float64Array.of(-0, 2)));
  });
  test("views of one buffer are told apart", () => {
    const b = graphBuilder();
    const buffer = Float64Array.of(1, 2, 3, 4);
    expect(b.data(buffer.subarray(0, 2))).not.toBe(b.data(buffer.subarray(2, 4)));
  });
});

describe("folding", () => {
  test("what depends on data alone is evaluated at once", () => {
    const b = graphBuilder();
    const y = b.data(Float64Array.of(1, 2, 3));
    const total = b.sum(b.ops.square(b.ops.sub(y, b.constant(2))));
    expect(b.node(total)).toEqual({ op: "constant", value: 2, length: 1 });
    expect(new Set(opsOf(b))).toEqual(new Set(["data", "constant"]));
  });
  test("data that are all the same become a constant, with the same length", () => {
    const b = graphBuilder();
    const ones = b.data(new Float64Array(5).fill(1));
    const x = b.input(5);
    expect(b.node(ones).length).toBe(5);
    expect(b.ops.mul(x, ones)).toBe(x);
    expect([...(b.known(ones) as Float64Array)]).toEqual([1, 1, 1, 1, 1]);
  });
  test("lookups and running sums of data are evaluated too", () => {
    const b = graphBuilder();
    const y = b.data(Float64Array.of(1, 2, 4));
    const shape = { base: Int32Array.of(0, 1), stride: 1, size: 2 };
    const at = b.data(Float64Array.of(0, 1));
    for (const id of [
      b.gather(y, Int32Array.of(2, 0)),
      b.take(y, at, shape),
      b.cumulativeSum(y, { outer: 1, size: 3, inner: 1, reverse: true }),
    ])
      expect(b.node(id).op).toBe("data");
  });
});

describe("broadcasting", () => {
  test("every method returns a node of the length asked for", () => {
    const b = graphBuilder();
    const s = b.input(1);
    const repeated = b.broadcast(s, 4);
    expect(b.node(repeated).length).toBe(4);
    expect(b.node(b.ops.exp(repeated)).length).toBe(4);
    expect(b.node(b.ops.add(repeated, b.broadcast(b.constant(1), 4))).length).toBe(4);
    expect(b.node(b.add({ op: "mul", args: [s, s], length: 4 })).length).toBe(4);
  });
  test("a shared element is computed once", () => {
    const b = graphBuilder();
    const repeated = b.ops.exp(b.broadcast(b.input(1), 1000));
    expect(b.node(repeated).op).toBe("gather");
    expect(b.graph.nodes.filter(({ op }) => op === "exp").map(({ length }) => length)).toEqual([1]);
  });
  test("arithmetic on group effects is done for each group, not for each row", () => {
    const b = graphBuilder();
    const rows = Int32Array.of(0, 0, 1, 1, 1, 2);
    const mean = b.ops.add(b.gather(b.ops.mul(b.input(3), b.input(1)), rows), b.input(1));
    expect(b.node(mean).op).toBe("gather");
    expect(b.graph.nodes.filter(({ op }) => op === "add").map(({ length }) => length)).toEqual([3]);
  });
});

describe("malformed nodes are rejected with a sentence", () => {
  const b = graphBuilder();
  const x = b.input(3);
  test.each([
    [() => b.ops.add(x, b.input(2)), "array operation add of length 3: an argument has 2 elements, not 3 or 1"],
    [() => b.ops.exp(99), "99 is not a node of this graph"],
    [
      () => b.add({ op: "sum", args: [99], length: 1 }),
      "array operation sum of length 1: argument 99 is not a node before it",
    ],
    [
      () => b.gather(x, Int32Array.of(0, 3)),
      "array operation gather of length 2: position 3 at index 1 lies outside 0 … 2",
    ],
    [
      () => b.scatterAdd(x, Int32Array.of(0, 1, -1), 2),
      "array operation scatterAdd of length 2: position -1 at index 2 lies outside 0 … 1",
    ],
    [
      () => b.add({ op: "scatterAdd", args: [x], positions: Int32Array.of(0), length: 1 }),
      "array operation scatterAdd of length 1: 1 positions for 3 values",
    ],
    [
      () => b.take(x, b.input(2), { base: Int32Array.of(0, 1), stride: 1, size: 3 }),
      "array operation take of length 2: position 3 at index 1 lies outside 0 … 2",
    ],
    [
      () => b.cumulativeSum(x, { outer: 2, size: 2, inner: 1, reverse: false }),
      "cannot repeat 3 elements to 4: only one element repeats",
    ],
    [
      () => b.linear(x, b.input(2), { from: Int32Array.of(0, 1), to: Int32Array.of(0, 0) }, 1),
      "array operation linear of length 1: its coefficients are not data but input",
    ],
    [
      () => b.linear(x, b.data(Float64Array.of(1, 2)), { from: Int32Array.of(0, 3), to: Int32Array.of(0, 0) }, 1),
      "array operation linear of length 1: position 3 at index 1 lies outside 0 … 2",
    ],
    [() => b.input(-1), "array operation input of length -1: a length is a whole number, not below 0"],
  ])("%#", (make, message) => {
    expect(make).toThrow(message);
  });
});
