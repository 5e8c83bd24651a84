import { rng } from "@credence/math";
import { type BinaryName, binary, type TernaryName, ternary, type UnaryName, unary } from "@credence/model";
import { describe, expect, test } from "vitest";
import {
  type Engine,
  type GraphBuilder,
  gradientKernel,
  graphBuilder,
  type Kernel,
  type NodeId,
} from "../../src/index.js";
import { providePrebuilt } from "../prebuilt.js";

const edges = [
  ...[0, -0, 1, -1, 0.5, -0.5, 2, 3.7, 1 - 2 ** -53, 1 + 2 ** -52, 12.25, -7.5, 40, -40, 708, -745, 800, -800],
  ...[5e-324, 2 ** -1022, 1e-300, 1e-17, 1e17, 1e300, Number.MAX_VALUE, -1e-300, -1e300],
  ...[Infinity, -Infinity, Number.NaN],
];

/** A value that says what it stands for: kernels report nothing but finite numbers. */
function spoken(b: GraphBuilder, x: NodeId): NodeId {
  const { ops } = b;
  const finite = ops.eq(ops.sub(x, x), b.constant(0));
  const isNumber = ops.eq(x, x);
  const infinite = ops.select(ops.gt(x, b.constant(0)), b.constant(1.5e300), b.constant(-1.5e300));
  return ops.select(finite, x, ops.select(isNumber, infinite, b.constant(2.5e300)));
}

providePrebuilt();

const engines: readonly Engine[] = ["interpreter", "prebuilt", "wasm"];

/** Slopes of log densities, which have none themselves. */
const isSlope = (name: string): boolean => name === "trigamma" || /In(Shape|X|A|B|Odds|Kappa)$/.test(name);

/** Log density and gradient at a position by each engine, from memory of the kernel's own. */
function answer(kernel: Kernel, position: readonly number[], slopes: boolean): number[] {
  const { dimension } = kernel;
  const memory = kernel.allocate(2 * dimension);
  memory.set(position);
  const density = kernel.logDensity(memory, 0);
  if (!slopes) return [density];
  return [density, kernel.logDensityGradient(memory, 0, dimension), ...memory.slice(dimension, 2 * dimension)];
}

/** Compares the engines' kernels at some positions. */
function expectSame(
  make: (engine: Engine) => Kernel,
  positions: readonly (readonly number[])[],
  { slopes = true }: { readonly slopes?: boolean } = {},
): void {
  const [interpreter, ...others] = engines.map(make) as [Kernel, ...Kernel[]];
  for (const position of positions) {
    const expected = answer(interpreter, position, slopes);
    for (const other of others) expect(answer(other, position, slopes), `${position}`).toEqual(expected);
  }
}

/** The kernel whose density is a weighted sum of an expression's elements, each spoken. */
function weighted(build: (b: GraphBuilder, x: NodeId) => NodeId, length: number, engine: Engine): Kernel {
  const b = graphBuilder();
  const x = b.input(length);
  const values = spoken(b, build(b, x));
  const weights = Float64Array.from({ length }, (_, i) => (i % 3) + 1e-3 * i);
  const total = b.sum(b.ops.mul(values, b.data(weights)));
  return gradientKernel(b, total, [x], engine);
}

describe("emitted functions have the bits of the interpreter's, at edges too", () => {
  test.each(Object.keys(unary) as UnaryName[])("%s", (name) => {
    for (const length of [1, 2, 3, 5, 8]) {
      const starts = Array.from({ length: Math.ceil(edges.length / length) }, (_, k) => k * length);
      expectSame(
        (engine) => weighted((b, x) => b.ops[name](x), length, engine),
        starts.map((from) => Array.from({ length }, (_, i) => edges[(from + i) % edges.length] as number)),
        { slopes: !isSlope(name) },
      );
    }
  });
  test.each(Object.keys(binary) as BinaryName[])("%s", (name) => {
    const few = ["bessel", "Inc", "Skew"].some((part) => name.includes(part)) ? edges.slice(0, 12) : edges;
    expectSame(
      (engine) => {
        const b = graphBuilder();
        const [x, y] = [b.input(3), b.input(3)];
        const value = spoken(b, b.ops[name](x, y));
        return gradientKernel(b, b.sum(b.ops.mul(value, b.data(Float64Array.of(1, 1e-3, 1e3)))), [x, y], engine);
      },
      few.flatMap((x) => few.map((y) => [x, 0.75, y, y, 0.25, x])),
      { slopes: !isSlope(name) },
    );
  });
  test.each(Object.keys(ternary) as TernaryName[])("%s", (name) => {
    expectSame(
      (engine) => {
        const b = graphBuilder();
        const inputs = [b.input(1), b.input(1), b.input(1)] as [NodeId, NodeId, NodeId];
        return gradientKernel(b, spoken(b, b.ops[name](...inputs)), inputs, engine);
      },
      [
        [0, 1, 2],
        [Number.NaN, 3, 4],
        [-0, 0.5, 2.5],
        [2.5, 1.5, 0.75],
        [0.5, 0.25, 3],
      ],
      { slopes: !isSlope(name) },
    );
  });
});

/** A graph of so many random operations on arrays of a few lengths. */
function randomGraph(seed: number): { readonly b: GraphBuilder; readonly output: NodeId; readonly inputs: NodeId[] } {
  const stream = rng(seed, "graph");
  const below = (n: number): number => Math.floor(stream.uniform() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const lengths = [1, 2, 3, 5, 8, 12];
  const b = graphBuilder();
  const inputs = lengths.map((length) => b.input(length));
  const all: NodeId[] = [...inputs];
  const lengthOf = (id: NodeId): number => b.graph.nodes[id]?.length as number;
  const ofLength = (n: number): NodeId => pick(all.filter((id) => lengthOf(id) === n || lengthOf(id) === 1));
  const numbers = (n: number): Float64Array => Float64Array.from({ length: n }, () => stream.uniform() * 2 - 1);
  const places = (n: number, below_: number): Int32Array => Int32Array.from({ length: n }, () => below(below_));
  const steps: readonly (() => NodeId)[] = [
    () =>
      b.ops[pick(["exp", "invLogit", "logInvLogit", "log1pExp", "square", "neg", "tanh", "abs"] as const)](pick(all)),
    () => {
      const n = pick(lengths);
      return b.ops[pick(["add", "sub", "mul", "max", "min"] as const)](ofLength(n), ofLength(n));
    },
    () => {
      const n = pick(lengths);
      return b.ops.div(ofLength(n), b.ops.add(b.constant(1.5), b.ops.square(ofLength(n))));
    },
    () => b.ops.mul(pick(inputs), b.data(numbers(lengthOf(pick(inputs))).slice(0, 1))),
    () => b.gather(pick(all), places(pick(lengths), 1)),
    () => {
      const x = pick(all);
      return b.gather(x, places(pick(lengths), lengthOf(x)));
    },
    () => {
      const x = pick(all);
      const n = pick(lengths);
      return b.scatterAdd(x, places(lengthOf(x), n), n);
    },
    () => b.sum(pick(all)),
    () => {
      const x = pick(all);
      const [rows, columns] = [pick(lengths), lengthOf(x)];
      const index = (of: (i: number) => number): Int32Array =>
        Int32Array.from({ length: rows * columns }, (_, i) => of(i));
      const [row, column] = pick([
        [index((i) => Math.floor(i / columns)), index((i) => i % columns)],
        [index((i) => i % rows), index((i) => Math.floor(i / rows))],
        [index(() => below(rows)), index(() => below(columns))],
      ] as const);
      return b.linear(x, b.data(numbers(rows * columns)), { from: column, to: row }, rows);
    },
    () => {
      const x = pick(all);
      const n = pick([1, 2, 3]);
      return b.segmentMax(x, places(lengthOf(x), n), n);
    },
    () => b.cumulativeSum(pick(inputs.slice(5)), { outer: 2, size: 3, inner: 2, reverse: stream.uniform() < 0.5 }),
    () =>
      b.matmul(pick(inputs.slice(5)), pick(inputs.slice(5)), {
        rows: 3,
        inner: 4,
        columns: 3,
        transposeLeft: false,
        transposeRight: true,
      }),
  ];
  for (let k = 0; k < 25; k++) {
    const made = pick(steps)();
    const n = lengthOf(made);
    // bounded, so that chains of them stay finite
    all.push(lengths.includes(n) ? b.ops.tanh(made) : b.sum(b.ops.tanh(made)));
  }
  const output = all.slice(lengths.length).reduce((total, id) => b.ops.add(total, b.sum(id)), b.constant(0));
  return { b, output, inputs };
}

describe("emitted kernels have the bits of the interpreter", () => {
  const size = 31;
  const positions = (stream: { uniform(): number }): number[][] => [
    Array.from({ length: size }, () => 2 * stream.uniform() - 1),
    Array.from({ length: size }, () => 40 * (stream.uniform() - 0.5)),
    Array.from({ length: size }, (_, i) => (i === 7 ? Number.NaN : stream.uniform())),
    Array.from({ length: size }, (_, i) => (i === 20 ? -Infinity : -0)),
  ];
  test.each(Array.from({ length: 60 }, (_, seed) => seed))("of random graph %d", (seed) => {
    const { b, output, inputs } = randomGraph(seed);
    expectSame((engine) => gradientKernel(b, output, inputs, engine), positions(rng(seed, "position")));
  });
  test.each([1, 2, 3, 4, 5, 8, 11])("of factors, solutions and products of matrices of %d rows", (n) => {
    const [batch, columns] = [2, (n % 3) + 1];
    const build = (engine: Engine): Kernel => {
      const b = graphBuilder();
      const [x, y] = [b.input(batch * n * n), b.input(batch * n * columns)];
      const square = { rows: n, inner: n, columns: n, transposeLeft: false, transposeRight: true };
      const ridge = Float64Array.from({ length: batch * n * n }, (_, i) => ((i % (n * n)) % (n + 1) === 0 ? 0.5 : 0));
      const factor = b.cholesky(b.ops.add(b.matmul(x, x, square), b.data(ridge)), n);
      const solved = b.solveTriangular(factor, y, { size: n, columns, transpose: false });
      const back = b.solveTriangular(factor, solved, { size: n, columns, transpose: true });
      const product = b.matmul(x, back, { ...square, columns, transposeLeft: true, transposeRight: false });
      const total = b.ops.add(b.sum(b.ops.square(solved)), b.sum(b.ops.mul(product, y)));
      return gradientKernel(b, b.ops.sub(total, b.sum(b.ops.exp(factor))), [x, y], engine);
    };
    const length = batch * n * (n + columns);
    const stream = rng(n, "matrices");
    const ordinary = Array.from({ length }, () => stream.normal());
    // the second stops at its first pivot, the third has a matrix that overflows
    const broken = ordinary.map((v, i) => (i === 0 ? Number.NaN : v));
    expectSame(build, [ordinary, broken, ordinary.map((v, i) => (i < n * n ? 1e200 * v : v))]);
  });
  test.each([1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 16, 25])(
    "of products with a matrix of %d columns, stored either way",
    (n) => {
      const rows = n + 10;
      const stream = rng(n, "products");
      const coefficients = Float64Array.from({ length: rows * n }, () => stream.normal());
      const index = (of: (i: number) => number): Int32Array => Int32Array.from({ length: rows * n }, (_, i) => of(i));
      const stored = [
        { to: index((i) => Math.floor(i / n)), from: index((i) => i % n) },
        { to: index((i) => i % rows), from: index((i) => Math.floor(i / rows)) },
      ];
      for (const places of stored) {
        const build = (engine: Engine): Kernel => {
          const b = graphBuilder();
          const x = b.input(n);
          return gradientKernel(b, b.sum(b.ops.square(b.linear(x, b.data(coefficients), places, rows))), [x], engine);
        };
        expectSame(build, [Array.from({ length: n }, () => stream.normal()), new Array<number>(n).fill(-0)]);
      }
    },
  );
  test("at positions in memory of the caller's own, where position and gradient may be the same", () => {
    const { b, output, inputs } = randomGraph(3);
    const [interpreted, ...others] = engines.map((engine) => {
      const kernel = gradientKernel(b, output, inputs, engine);
      const memory = Float64Array.from({ length: size + 5 }, (_, i) => Math.sin(i));
      return [kernel.logDensityGradient(memory, 3, 3), ...memory];
    });
    for (const other of others) expect(other).toEqual(interpreted);
  });
});
