import {
  type BinaryName,
  binary,
  elementwise,
  type TernaryName,
  ternary,
  type UnaryName,
  unary,
} from "@credence/model";
import { describe, expect, test } from "vitest";
import { type ArrayGraph, type ArrayNode, compile, graphBuilder } from "../src/index.js";
import { naiveValues } from "./naive.js";
import { apply, expectClose } from "./run.js";

const edges = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  3.7,
  -2.3,
  1e-300,
  -1e-300,
  40,
  -40,
  800,
  -800,
  1e300,
  -1e300,
  Infinity,
  -Infinity,
  Number.NaN,
];

describe("every scalar function equals its table, bit for bit, at ordinary and extreme arguments", () => {
  const pairs = edges.flatMap((x) => edges.map((y) => [x, y] as const));
  test.each(Object.keys(unary) as UnaryName[])("%s", (name) => {
    expect(apply([edges], (b, x) => b.unary(name, x))).toEqual(edges.map((x) => unary[name](x)));
  });
  test.each(Object.keys(binary) as BinaryName[])("%s", (name) => {
    const expected = pairs.map(([x, y]) => binary[name](x, y));
    expect(apply([pairs.map(([x]) => x), pairs.map(([, y]) => y)], (b, x, y) => b.binary(name, x, y))).toEqual(
      expected,
    );
  });
  test.each(Object.keys(ternary) as TernaryName[])("%s", (name) => {
    const zs = pairs.map((_, i) => i);
    const expected = pairs.map(([x, y], i) => ternary[name](x, y, i));
    expect(
      apply([pairs.map(([x]) => x), pairs.map(([, y]) => y), zs], (b, x, y, z) => b.ternary(name, x, y, z)),
    ).toEqual(expected);
  });
});

describe("arguments of one element are shared by all", () => {
  const many = [0.3, 0.7, 1.9, 2.5, 3.25];
  test.each(Object.keys(binary) as BinaryName[])("%s", (name) => {
    expect(apply([many, [1.25]], (b, x, y) => b.binary(name, x, y))).toEqual(many.map((x) => binary[name](x, 1.25)));
    expect(apply([[1.25], many], (b, x, y) => b.binary(name, x, y))).toEqual(many.map((y) => binary[name](1.25, y)));
    expect(apply([[1.25], [0.5]], (b, x, y) => b.binary(name, x, y))).toEqual([binary[name](1.25, 0.5)]);
  });
  test("select", () => {
    for (const condition of [[0], [1], [0, 1, 0, 1, 1]])
      for (const yes of [[7], many])
        for (const no of [[8], many])
          expect(apply([condition, yes, no], (b, c, x, y) => b.select(c, x, y))).toEqual(
            Array.from({ length: Math.max(condition.length, yes.length, no.length) }, (_, i) =>
              elementwise.select(...[condition, yes, no].map((v) => (v.length === 1 ? v[0] : v[i]) as number)),
            ),
          );
  });
  test("also in graphs that no builder has seen", () => {
    const nodes: ArrayNode[] = [
      { op: "input", length: 1 },
      { op: "exp", args: [0], length: 3 },
      { op: "mul", args: [0, 0], length: 3 },
      { op: "sum", args: [2], length: 1 },
    ];
    const program = compile({ nodes }, { inputs: [0], outputs: [1, 3] });
    program.memory[program.inputs[0]?.offset ?? 0] = 2;
    program.run();
    const [exps, total] = program.outputs.map(({ offset, length }) => [
      ...program.memory.slice(offset, offset + length),
    ]);
    expect(exps).toEqual([2, 2, 2].map(unary.exp));
    expect(total).toEqual([12]);
  });
});

test("a stretch of functions of single numbers has the bits of each alone", () => {
  const b = graphBuilder();
  const [x, y, z] = [b.input(1), b.input(1), b.input(1)];
  const names = Object.keys(elementwise) as (keyof typeof elementwise)[];
  const arity = (name: keyof typeof elementwise): number => (name in unary ? 1 : name in binary ? 2 : 3);
  const nodes = names.map((op) => ({ op, args: [x, y, z].slice(0, arity(op)), length: 1 }) as unknown as ArrayNode);
  const graph: ArrayGraph = { nodes: [...b.graph.nodes, ...nodes] };
  const outputs = names.map((_, k) => 3 + k);
  const program = compile(graph, { inputs: [x, y, z], outputs });
  for (const u of edges)
    for (const v of edges) {
      [u, v, 7].forEach((value, k) => {
        program.memory[program.inputs[k]?.offset as number] = value;
      });
      program.run();
      expect(program.outputs.map(({ offset }) => program.memory[offset])).toEqual(
        names.map((name) => elementwise[name](u, v, 7)),
      );
    }
});

describe("operations that mix elements", () => {
  const x = [1, 2, 4, 8, 16, 32];
  test("gather, scatterAdd, segmentMax", () => {
    expect(apply([x], (b, v) => b.gather(v, Int32Array.of(5, 5, 0)))).toEqual([32, 32, 1]);
    expect(apply([x], (b, v) => b.scatterAdd(v, Int32Array.of(2, 0, 2, 0, 0, 2), 4))).toEqual([26, 0, 37, 0]);
    expect(apply([x], (b, v) => b.segmentMax(v, Int32Array.of(2, 0, 2, 0, 0, 2), 4))).toEqual([
      16,
      -Infinity,
      32,
      -Infinity,
    ]);
  });
  test("take and scatterTake: labels that do not exist give NaN, and receive nothing", () => {
    const shape = { base: Int32Array.of(0, 1, 0, 1, 0), stride: 2, size: 3 };
    const labels = [2, 0, -1, 3, 0.5];
    expect(apply([x, labels], (b, v, at) => b.take(v, at, shape))).toEqual([16, 2, Number.NaN, Number.NaN, Number.NaN]);
    expect(apply([[1, 10, 100, 1000, 1e4], labels], (b, v, at) => b.scatterTake(v, at, shape, 6))).toEqual([
      0, 10, 0, 0, 1, 0,
    ]);
  });
  test.each([
    [1, 11],
    [5, 11],
    [9, 3],
    [8, 4],
  ])("a full matrix of %i × %i and its transpose, as any other linear map", (rows, columns) => {
    const count = rows * columns;
    const values = Float64Array.from({ length: count }, (_, i) => Math.sin(i + 1));
    const row = Int32Array.from({ length: count }, (_, i) => Math.floor(i / columns));
    const column = Int32Array.from({ length: count }, (_, i) => i % columns);
    for (const [from, to, size, length] of [
      [column, row, columns, rows],
      [row, column, rows, columns],
    ] as const) {
      const given = Array.from({ length: size }, (_, i) => Math.cos(i));
      const expected = new Array<number>(length).fill(0);
      values.forEach((v, i) => {
        expected[to[i] as number] = (expected[to[i] as number] as number) + v * (given[from[i] as number] as number);
      });
      const actual = apply([given], (b, v) => b.linear(v, b.data(values), { from, to }, length));
      // at most 11 products below 1 an element
      expected.forEach((value, i) => {
        expectClose(actual[i] as number, value, 0, 3e-15);
      });
      // in another order of coefficients the map is not seen to be full
      const reversed = { from: from.slice().reverse(), to: to.slice().reverse() };
      apply([given], (b, v) => b.linear(v, b.data(values.slice().reverse()), reversed, length)).forEach((value, i) => {
        expectClose(value, expected[i] as number, 0, 3e-15);
      });
    }
  });
  test("running sums along each dim, from either end", () => {
    const along = (outer: number, size: number, inner: number, reverse: boolean) =>
      apply([x], (b, v) => b.cumulativeSum(v, { outer, size, inner, reverse }));
    expect(along(1, 6, 1, false)).toEqual([1, 3, 7, 15, 31, 63]);
    expect(along(1, 6, 1, true)).toEqual([63, 62, 60, 56, 48, 32]);
    expect(along(2, 3, 1, false)).toEqual([1, 3, 7, 8, 24, 56]);
    expect(along(1, 3, 2, false)).toEqual([1, 2, 5, 10, 21, 42]);
    expect(along(1, 3, 2, true)).toEqual([21, 42, 20, 40, 16, 32]);
  });
  test("sums run in four lanes", () => {
    const values = Array.from({ length: 11 }, (_, i) => Math.sqrt(i + 1) * 10 ** (i % 5));
    const lane = (k: number): number => values.filter((_, i) => i % 4 === k).reduce((sum, v) => sum + v, 0);
    expect(apply([values], (b, v) => b.sum(v))).toEqual([lane(0) + lane(2) + (lane(1) + lane(3))]);
  });
  test.each([0, 1, 2, 3, 4, 5, 8, 9])("a sum of %i elements", (n) => {
    const values = Array.from({ length: n }, (_, i) => i + 1);
    expect(apply([values], (b, v) => b.sum(v))).toEqual([(n * (n + 1)) / 2]);
  });
});

describe("programs", () => {
  test("logistic functions computed together have the bits of each alone", () => {
    const names = ["invLogit", "logInvLogit", "log1pExp"] as const;
    const b = graphBuilder();
    const x = b.input(edges.length);
    const outputs = names.flatMap((name) => [b.unary(name, b.ops.neg(x)), b.unary(name, x)]);
    const program = compile(b.graph, { inputs: [x], outputs });
    program.memory.set(edges, program.inputs[0]?.offset);
    program.run();
    for (const [k, { offset, length }] of program.outputs.entries()) {
      const name = names[Math.floor(k / 2)] as (typeof names)[number];
      expect([...program.memory.slice(offset, offset + length)]).toEqual(
        edges.map((v) => unary[name](k % 2 === 0 ? -v : v)),
      );
    }
  });
  test("slots of dead values are used again, without harm", () => {
    const nodes: ArrayNode[] = [{ op: "input", length: 3 }];
    for (let id = 1; id < 60; id++)
      nodes.push(
        id % 3 === 0
          ? { op: "sub", args: [id - 1, Math.max(0, id - 7)], length: 3 }
          : { op: id % 2 ? "tanh" : "cos", args: [id - 1], length: 3 },
      );
    const graph: ArrayGraph = { nodes };
    const program = compile(graph, { inputs: [0], outputs: [20, 59] });
    expect(program.memory.length).toBeLessThan(60 * 4 * 0.4);
    for (const given of [
      [0.1, 0.2, 0.3],
      [2, -1, 0.5],
    ]) {
      program.memory.set(given, program.inputs[0]?.offset);
      program.run();
      const naive = naiveValues(graph, new Map([[0, given]]));
      expect(program.outputs.map(({ offset }) => [...program.memory.slice(offset, offset + 3)])).toEqual([
        naive[20],
        naive[59],
      ]);
    }
  });
  test("outputs may be inputs, constants and what depends on data alone", () => {
    const b = graphBuilder();
    const x = b.input(2);
    const ones = b.broadcast(b.constant(1), 3);
    const program = compile(b.graph, { inputs: [x], outputs: [x, ones, b.data(Float64Array.of(3, 4)), x] });
    program.memory.set([5, 6], program.inputs[0]?.offset);
    for (let i = 0; i < 2; i++) {
      program.run();
      const values = program.outputs.map(({ offset, length }) => [...program.memory.slice(offset, offset + length)]);
      expect(values).toEqual([
        [5, 6],
        [1, 1, 1],
        [3, 4],
        [5, 6],
      ]);
    }
  });
  test("slots are even and do not move", () => {
    const b = graphBuilder();
    const inputs = [b.input(3), b.input(1), b.input(0), b.input(5)];
    const { inputs: slots } = compile(b.graph, { inputs, outputs: [] });
    expect(slots.map(({ length }) => length)).toEqual([3, 1, 0, 5]);
    expect(slots.every(({ offset }) => offset % 2 === 0)).toBe(true);
  });
  test("a missing input is named", () => {
    const b = graphBuilder();
    const x = b.input(1);
    const y = b.ops.exp(x);
    expect(() => compile(b.graph, { inputs: [], outputs: [y] })).toThrow(
      "the outputs need input node 0: list it in inputs",
    );
    expect(() => compile(b.graph, { inputs: [y], outputs: [y] })).toThrow(
      "node 1 is listed as an input but is not one",
    );
  });
  test("a run allocates nothing", () => {
    const b = graphBuilder();
    const x = b.input(50);
    const groups = Int32Array.from({ length: 50 }, (_, i) => i % 7);
    const y = b.ops.logInvLogit(b.ops.mul(b.ops.exp(x), b.gather(b.scatterAdd(x, groups, 7), groups)));
    const z = b.sum(
      b.cumulativeSum(b.ops.lgamma(b.ops.add(b.ops.square(y), b.constant(1))), {
        outer: 5,
        size: 10,
        inner: 1,
        reverse: true,
      }),
    );
    const program = compile(b.graph, { inputs: [x], outputs: [z] });
    const burst = (): number => {
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < 2000; i++) program.run();
      return process.memoryUsage().heapUsed - before;
    };
    burst();
    // One boxed number a run would be 24 kB or more in each burst; other threads and the compiler may add to some bursts.
    expect(Math.min(...Array.from({ length: 12 }, burst))).toBeLessThan(16_000);
  });
});
