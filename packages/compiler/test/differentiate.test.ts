import { readFileSync } from "node:fs";
import { type BinaryName, binary, type TernaryName, ternary, type UnaryName, unary } from "@credence/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compile,
  differentiate,
  type GraphBuilder,
  graphBuilder,
  type LinearShape,
  type NodeId,
} from "../src/index.js";
import { apply, expectClose, gradientOf, slope } from "./run.js";

/** Arguments inside the domain of each function and away from its kinks. */
const unaryPoints: { readonly [N in UnaryName]: readonly number[] } = {
  neg: [-1.5, 2],
  abs: [-1.5, 2],
  sign: [-1.5, 2],
  floor: [-1.5, 2.5],
  square: [-1.5, 0, 2],
  sqrt: [0.3, 2, 900],
  exp: [-3, 0, 2.5],
  log: [0.2, 1, 70],
  log1p: [-0.5, 0, 3],
  expm1: [-3, 0, 1.5],
  sin: [-2, 0, 1],
  cos: [-2, 0, 1],
  tanh: [-2, 0, 0.4],
  logit: [0.2, 0.5, 0.8],
  invLogit: [-4, 0, 3],
  logInvLogit: [-4, 0, 3],
  log1pExp: [-4, 0, 3],
  log1pSquare: [-3, -1, 0, 0.5, 20],
  log1mExp: [-4, -0.7, -0.1],
  lgamma: [0.3, 1, 2, 7.5, 130],
  digamma: [0.3, 1, 7.5, 130],
  trigamma: [],
  stdNormalLogCdf: [-8, -1, 0, 2],
  erfcx: [-1.2, 0, 0.4, 3],
  logBesselI0e: [0.4, 3, 40],
  besselGap: [0.4, 3, 40],
};

const binaryPoints: { readonly [N in BinaryName]: readonly (readonly [number, number])[] } = {
  add: [[1, 2]],
  sub: [[1, 2]],
  mul: [[1.5, -2]],
  div: [[1.5, -2]],
  pow: [[1.5, 2.5], [0.4, -1.2], [3, 0.5]], // biome-ignore format: pairs
  max: [
    [1, 2],
    [2, 1],
  ],
  min: [
    [1, 2],
    [2, 1],
  ],
  gt: [[1, 2]],
  ge: [[1, 2]],
  lt: [[1, 2]],
  le: [[1, 2]],
  eq: [[1, 2]],
  xlogy: [
    [1.5, 0.3],
    [2, 4],
  ],
  xlog1py: [
    [1.5, -0.3],
    [2, 4],
  ],
  lbeta: [
    [1.5, 0.3],
    [20, 4],
  ],
  logRisingRatio: [
    [0.3, 2.5],
    [4, 3.5],
    [30, 7.5],
  ],
  risingRatioSlope: [
    [0.3, 2.5],
    [4, 3.5],
    [30, 7.5],
  ],
  logMills: [
    [0.3, 1],
    [2, 0.4],
    [4, 100],
  ],
  meanExcess: [
    [0.3, 1],
    [2, 0.4],
    [4, 100],
  ],
  logIncGamma: [[0.6, 0.4], [3, 2], [3, 9]], // biome-ignore format: pairs
  logIncGammaUpper: [[0.6, 0.4], [3, 2], [3, 9]], // biome-ignore format: pairs
  logIncGammaInShape: [],
  logIncGammaInX: [],
  logIncGammaUpperInShape: [],
  logIncGammaUpperInX: [],
  logSkewNormalCdf: [[-1, 2], [0.7, 1.5], [-0.4, -3]], // biome-ignore format: pairs
};

const ternaryPoints: { readonly [N in TernaryName]: readonly (readonly [number, number, number])[] } = {
  select: [],
  logIncBetaAtOdds: [[2, 3, -0.5], [0.4, 0.7, 1.5], [8, 3, 2]], // biome-ignore format: triples
  logIncBetaAtOddsInA: [],
  logIncBetaAtOddsInB: [],
  logIncBetaAtOddsInOdds: [],
  logVonMisesArc: [[-2.5, 0.4, 1.3], [0.4, 2, 4], [1, 3.6, 0.5]], // biome-ignore format: triples
  logVonMisesArcInKappa: [],
};

describe("functions of one number against central differences", () => {
  test.each((Object.keys(unary) as UnaryName[]).filter((name) => name !== "trigamma"))("%s", (name) => {
    const points = unaryPoints[name];
    const weights = points.map((_, i) => 1.5 - i);
    const [gradient] = gradientOf([points], (b, x) => b.unary(name, x), weights);
    // f⁽⁵⁾h⁴/30 is below 1e-10 for these; digamma and the rest are themselves good to 1e-14, over h = 1e-3
    points.forEach((x, i) => {
      expectClose(
        gradient?.[i] as number,
        slope(unary[name], x) * (weights[i] as number),
        1e-8,
        1e-9,
        `${name}'(${x})`,
      );
    });
  });
  test("log1pSquare has its slope where the square overflows, and its curvature at 0", () => {
    const [gradient] = gradientOf([[0, 1e160, -1e300]], (b, x) => b.ops.log1pSquare(x), [1, 1, 1]);
    expect(Array.from(gradient ?? [])).toEqual([0, 2 / 1e160, -2 / 1e300]);
    const [curvature] = gradientOf(
      [[0, 0.5]],
      (b, x) => differentiate(b, b.sum(b.ops.log1pSquare(x)), [x])[0] as NodeId,
      [1, 1],
    );
    expect(curvature?.[0]).toBe(2);
    expectClose(curvature?.[1] as number, (2 * (1 - 0.25)) / 1.25 ** 2, 1e-14);
  });
  test("trigamma has none, and says so", () => {
    expect(() => gradientOf([[1]], (b, x) => b.ops.trigamma(x))).toThrow("trigamma has no adjoint");
  });
});

describe("functions of two numbers against central differences, with all ways to broadcast", () => {
  test.each(Object.keys(binary) as BinaryName[])("%s", (name) => {
    const f = binary[name];
    for (const [x, y] of binaryPoints[name]) {
      const dx = slope((v) => f(v, y), x);
      const dy = slope((v) => f(x, v), y);
      const make = (b: GraphBuilder, u: NodeId, v: NodeId): NodeId => b.binary(name, u, v);
      const near = (actual: number[][], expected: number[][]): void =>
        expected.forEach((row, k) => {
          expect(actual[k]?.length).toBe(row.length);
          for (const [i, value] of row.entries())
            expectClose(actual[k]?.[i] as number, value, 1e-8, 1e-9, `${name}(${x}, ${y}), argument ${k}`);
        });
      near(gradientOf([[x], [y]], make), [[dx], [dy]]);
      near(gradientOf([[x, x], [y, y]], make, [1, -3]), [[dx, -3 * dx], [dy, -3 * dy]]); // biome-ignore format: pairs
      near(gradientOf([[x, x], [y]], make, [1, -3]), [[dx, -3 * dx], [-2 * dy]]);
      near(gradientOf([[x], [y, y]], make, [1, -3]), [[-2 * dx], [dy, -3 * dy]]);
    }
  });
});

describe("functions of three numbers against central differences", () => {
  test.each(Object.keys(ternary) as TernaryName[])("%s", (name) => {
    for (const at of ternaryPoints[name]) {
      const slopes = gradientOf(
        at.map((value) => [value]),
        (b, ...ids) => b.ternary(name, ...(ids as [NodeId, NodeId, NodeId])),
      );
      for (const [k, value] of at.entries()) {
        const moved = (v: number): number =>
          ternary[name](...(at.map((each, i) => (i === k ? v : each)) as unknown as [number, number, number]));
        expectClose(slopes[k]?.[0] as number, slope(moved, value), 1e-8, 1e-9, `${name}(${at}), argument ${k}`);
      }
    }
  });
  test("slopes of tails have none, and say so", () => {
    expect(() => gradientOf([[2], [1]], (b, a, x) => b.binary("logIncGammaInX", a, x))).toThrow(
      "can be differentiated once, not twice",
    );
  });
});

describe("slopes against reference values, also far out", () => {
  const special = JSON.parse(
    readFileSync(new URL("../../testing/fixtures/special.json", import.meta.url), "utf8"),
  ).functions;
  const inFixture: readonly (readonly [UnaryName, string])[] = [
    ["lgamma", "lgamma"],
    ["digamma", "digamma"],
    ["log1p", "log1p"],
    ["expm1", "expm1"],
    ["log1pExp", "log1p_exp"],
    ["log1mExp", "log1m_exp"],
    ["logit", "logit"],
    ["invLogit", "inv_logit"],
    ["logInvLogit", "log_inv_logit"],
    ["stdNormalLogCdf", "std_normal_log_cdf"],
  ];
  type Point = { args: number[]; value: number; grad?: Record<string, number> };
  test.each(inFixture)("%s", (name, key) => {
    // at |x| < 1e-200 the fixture's differences vanish beside the value: it states slope 0 for log Φ, which has √(2/π)
    const points = (special[key].points as Point[]).filter(
      ({ args, grad }) =>
        typeof grad?.[0] === "number" &&
        args.every((x) => Number.isFinite(x) && !(name === "stdNormalLogCdf" && Math.abs(x) < 1e-200)),
    );
    expect(points.length).toBeGreaterThan(7);
    const [gradient] = gradientOf([points.map(({ args }) => args[0] as number)], (b, x) => b.unary(name, x));
    points.forEach(({ args, grad }, i) => {
      expectClose(gradient?.[i] as number, grad?.[0] as number, 1e-9, 1e-12, `${name}'(${args[0]})`);
    });
  });
  test("lbeta", () => {
    const points = (special.lbeta.points as Point[]).filter(
      ({ grad }) => typeof grad?.[0] === "number" && typeof grad?.[1] === "number",
    );
    const columns = [0, 1].map((k) => points.map(({ args }) => args[k] as number));
    const gradient = gradientOf(columns, (b, x, y) => b.ops.lbeta(x, y));
    for (const k of [0, 1])
      points.forEach(({ args, grad }, i) => {
        expectClose(gradient[k]?.[i] as number, grad?.[k] as number, 1e-9, 1e-12, `d lbeta(${args}) in argument ${k}`);
      });
  });
});

describe("operations that mix elements", () => {
  const x = [1, 2, 4, 8, 16, 32];
  const ramp = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
  /** All of these are linear, so that weights · f(e_i) is the exact adjoint. */
  function expectTransposed(make: (b: GraphBuilder, x: NodeId) => NodeId): void {
    const weights = ramp(apply([x], make).length);
    const [gradient] = gradientOf([x], make, weights);
    x.forEach((_, i) => {
      const unit = x.map((__, k) => (k === i ? 1 : 0));
      const expected = apply([unit], make).reduce((sum, value, k) => sum + value * (weights[k] as number), 0);
      expect(gradient?.[i]).toBe(expected);
    });
  }
  /** Whole numbers, so that sums are exact in any order. */
  const coefficients = (b: GraphBuilder, count: number): NodeId =>
    b.data(Float64Array.from({ length: count }, (_, i) => ((i * 7) % 11) - 4));
  const matrix = (rows: number, columns: number): LinearShape => ({
    to: Int32Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns)),
    from: Int32Array.from({ length: rows * columns }, (_, i) => i % columns),
  });
  const shape = { base: Int32Array.of(0, 1, 0, 1), stride: 2, size: 3 };
  const labels = Float64Array.of(2, 0, 1, 0);
  test.each<[string, (b: GraphBuilder, x: NodeId) => NodeId]>([
    ["gather", (b, v) => b.gather(v, Int32Array.of(5, 5, 0, 3))],
    ["scatterAdd", (b, v) => b.scatterAdd(v, Int32Array.of(2, 0, 2, 0, 0, 2), 4)],
    ["sum", (b, v) => b.sum(v)],
    ["a row", (b, v) => b.sum(b.ops.mul(v, coefficients(b, 6)))],
    ["a matrix", (b, v) => b.linear(v, coefficients(b, 18), matrix(3, 6), 3)],
    ["a matrix of five rows", (b, v) => b.linear(v, coefficients(b, 30), matrix(5, 6), 5)],
    [
      "a matrix transposed",
      (b, v) => b.linear(v, coefficients(b, 30), { from: matrix(6, 5).to, to: matrix(6, 5).from }, 5),
    ],
    [
      "a sparse matrix",
      (b, v) => b.linear(v, coefficients(b, 4), { from: Int32Array.of(5, 0, 5, 1), to: Int32Array.of(1, 1, 0, 3) }, 4),
    ],
    ["take", (b, v) => b.take(v, b.data(labels), shape)],
    ["scatterTake", (b, v) => b.scatterTake(b.gather(v, Int32Array.of(0, 1, 4, 5)), b.data(labels), shape, 6)],
    ["cumulativeSum", (b, v) => b.cumulativeSum(v, { outer: 1, size: 3, inner: 2, reverse: false })],
    ["reversed cumulativeSum", (b, v) => b.cumulativeSum(v, { outer: 2, size: 3, inner: 1, reverse: true })],
    ["a repeated element", (b, v) => b.broadcast(b.sum(v), 5)],
    ["a sum that is scattered again", (b, v) => b.scatterAdd(b.broadcast(b.sum(v), 4), Int32Array.of(0, 2, 2, 1), 3)],
  ])("the adjoint of %s is its transpose", (_, make) => {
    expectTransposed(make);
  });
  test("the largest element passes nothing: log-sum-exp is right without it", () => {
    const groups = Int32Array.of(0, 0, 1, 1, 1, 0);
    const z = [1, 2, 3, 500, 501, -400];
    const [gradient] = gradientOf([z], (b, v) => {
      const largest = b.segmentMax(v, groups, 2);
      const shares = b.ops.exp(b.ops.sub(v, b.gather(largest, groups)));
      return b.ops.add(b.ops.log(b.scatterAdd(shares, groups, 2)), largest);
    });
    // d/dz of log Σ exp z is softmax; here without overflow
    const softmax = [0, 1].map((group) => z.filter((_, i) => groups[i] === group));
    z.forEach((v, i) => {
      const mine = softmax[groups[i] as number] as number[];
      expectClose(gradient?.[i] as number, 1 / mine.reduce((sum, other) => sum + Math.exp(other - v), 0), 1e-14);
    });
  });
  test("a label passes nothing", () => {
    const [, gradient] = gradientOf(
      [x, [0, 1]],
      (b, v, at) => b.take(v, at, { base: new Int32Array(2), stride: 1, size: 6 }),
      [1, 1],
    );
    expect(gradient).toEqual([0, 0]);
  });
});

describe("choices", () => {
  test("the branch not taken passes nothing, not even NaN", () => {
    const guarded = (b: GraphBuilder, x: NodeId): NodeId =>
      b.select(b.ops.gt(x, b.constant(0)), b.ops.log(x), b.constant(7));
    expect(gradientOf([[2, -1]], guarded, [1, 1])).toEqual([[0.5, 0]]);
    expect(gradientOf([[3], [1, 0]], (b, x, c) => b.select(c, x, b.ops.neg(x)), [1, 10])).toEqual([[-9], [0, 0]]);
  });
  test("a derivative that is infinite in the branch not taken leaves no trace", () => {
    const positive = (b: GraphBuilder, x: NodeId): NodeId => b.ops.gt(x, b.constant(0));
    const plain = (b: GraphBuilder, x: NodeId): NodeId => b.select(positive(b, x), b.ops.log(x), b.constant(0));
    const inside = (b: GraphBuilder, x: NodeId): NodeId =>
      b.select(positive(b, x), b.ops.log(b.select(positive(b, x), x, b.constant(1))), b.constant(0));
    expect(gradientOf([[0]], plain)).toEqual([[0]]);
    const root = (b: GraphBuilder, x: NodeId): NodeId => b.select(positive(b, x), b.unary("sqrt", x), b.constant(0));
    expect(gradientOf([[-1, 4]], root, [1, 1])).toEqual([[0, 0.25]]);
    expect(gradientOf([[0]], inside)).toEqual([[0]]);
  });
  test("on a tie, the first argument of max and min gets all", () => {
    expect(gradientOf([[1], [1]], (b, x, y) => b.ops.max(x, y))).toEqual([[1], [0]]);
    expect(gradientOf([[1], [1]], (b, x, y) => b.ops.min(x, y))).toEqual([[1], [0]]);
  });
  test("products with logarithms at their zeros", () => {
    expect(gradientOf([[0], [0]], (b, _, y) => b.ops.xlogy(b.constant(0), y))[1]).toEqual([0]);
    const [, counts] = gradientOf(
      [[0], [0, 0.5]],
      (b, x, y) => b.ops.xlogy(b.gather(x, Int32Array.of(0, 0)), y),
      [1, 1],
    );
    expect(counts).toEqual([0, 0]);
    expect(gradientOf([[0], [2.5]], (b, x, y) => b.ops.pow(x, y))).toEqual([[0], [0]]);
    expect(gradientOf([[3], [0]], (b, x, y) => b.ops.pow(x, y))[0]).toEqual([0]);
  });
});

describe("whole graphs", () => {
  test("no path, a path through a comparison, the output itself", () => {
    const b = graphBuilder();
    const [x, y, z] = [b.input(2), b.input(3), b.input(1)];
    const total = b.ops.add(b.sum(b.ops.floor(x)), z);
    const [dx, dy, dz, dt] = differentiate(b, total, [x, y, z, total]) as [NodeId, NodeId, NodeId, NodeId];
    expect([dx, dy, dz, dt].map((id) => [...(b.known(id) as Float64Array)])).toEqual([[0, 0], [0, 0, 0], [1], [1]]);
  });
  test("intermediate nodes may be what is differentiated in", () => {
    const b = graphBuilder();
    const x = b.input(2);
    const y = b.ops.exp(x);
    const [dy] = differentiate(b, b.sum(b.ops.square(y)), [y]) as [NodeId];
    expect(dy).toBe(b.ops.mul(y, b.constant(2)));
  });
  test("more than one element is refused", () => {
    const b = graphBuilder();
    const x = b.input(2);
    expect(() => differentiate(b, x, [x])).toThrow("node 0 has 2 elements: differentiate a sum of them");
  });
  test("second derivatives, by differentiating twice", () => {
    const b = graphBuilder();
    const x = b.input(1);
    const [first] = differentiate(b, b.ops.lgamma(b.ops.exp(x)), [x]) as [NodeId];
    const [second] = differentiate(b, first, [x]) as [NodeId];
    const program = compile(b.graph, { inputs: [x], outputs: [second] });
    program.memory[program.inputs[0]?.offset as number] = 0.3;
    program.run();
    const at = (v: number): number => unary.digamma(unary.exp(v)) * unary.exp(v);
    expectClose(program.memory[program.outputs[0]?.offset as number] as number, slope(at, 0.3), 1e-10);
  });

  /** Smooth functions with values of ordinary size at arguments of ordinary size. */
  const smooth: readonly ((b: GraphBuilder, x: NodeId, y: NodeId, p: readonly number[]) => NodeId)[] = [
    (b, x, y) => b.ops.add(x, y),
    (b, x, y) => b.ops.sub(x, y),
    (b, x, y) => b.ops.mul(b.ops.tanh(x), y),
    (b, x, y) => b.ops.div(x, b.ops.add(b.constant(1), b.ops.square(y))),
    (b, x) => b.ops.neg(x),
    (b, x) => b.ops.square(b.ops.sin(x)),
    (b, x) => b.ops.exp(b.ops.cos(x)),
    (b, x) => b.ops.log(b.ops.add(b.ops.exp(b.ops.tanh(x)), b.constant(1))),
    (b, x) => b.ops.log(b.ops.sub(b.constant(1), b.ops.invLogit(x))),
    (b, x, y) => b.ops.xlogy(b.ops.square(y), b.ops.invLogit(x)),
    (b, x, y) => b.ops.xlog1py(b.ops.invLogit(x), b.ops.neg(b.ops.invLogit(y))),
    (b, x) => b.ops.lgamma(b.ops.add(b.ops.invLogit(x), b.constant(0.5))),
    (b, x, y) => b.ops.lbeta(b.ops.exp(b.ops.sin(x)), b.ops.exp(b.ops.tanh(y))),
    (b, x, y) => b.ops.pow(b.ops.add(b.ops.square(x), b.constant(0.5)), b.ops.tanh(y)),
    (b, x, y, p) =>
      b.select(
        b.data(Float64Array.from({ length: b.node(b.ops.add(x, y)).length }, (_, i) => (p[i % 6] as number) % 2)),
        x,
        y,
      ),
    (b, x, _, p) =>
      b.gather(
        x,
        Int32Array.from(
          { length: [1, 3, 6][(p[0] as number) % 3] as number },
          (_, i) => (p[i] as number) % b.node(x).length,
        ),
      ),
    (b, x, _, p) =>
      b.scatterAdd(
        x,
        Int32Array.from({ length: b.node(x).length }, (_, i) => (p[i] as number) % 3),
        3,
      ),
    (b, x) => b.ops.tanh(b.sum(x)),
    (b, x, _, p) =>
      b.cumulativeSum(b.ops.tanh(x), {
        outer: 1,
        size: b.node(x).length,
        inner: 1,
        reverse: (p[0] as number) % 2 === 0,
      }),
    (b, x, _, p) =>
      b.take(x, b.data(Float64Array.from({ length: 3 }, (_, i) => (p[i] as number) % b.node(x).length)), {
        base: new Int32Array(3),
        stride: 1,
        size: b.node(x).length,
      }),
  ];

  test("random ones against central differences along a random direction", () => {
    const lengths = [3, 6, 1];
    const element = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    const recipe = fc.array(
      fc.tuple(fc.nat(smooth.length - 1), fc.array(fc.nat(999), { minLength: 8, maxLength: 8 })),
      { minLength: 3, maxLength: 12 },
    );
    const vectors = fc.tuple(...lengths.map((length) => fc.array(element, { minLength: length, maxLength: length })));
    fc.assert(
      fc.property(recipe, vectors, vectors, (choices, given, direction) => {
        const b = graphBuilder();
        const inputs = lengths.map((length) => b.input(length));
        const made = [...inputs];
        for (const [k, picks] of choices) {
          const x = made[(picks[6] as number) % made.length] as NodeId;
          const fitting = made.filter((id) => [1, b.node(x).length].includes(b.node(id).length));
          const y = fitting[(picks[7] as number) % fitting.length] as NodeId;
          made.push((smooth[k] as (typeof smooth)[number])(b, x, y, picks));
        }
        const total = made
          .slice(-4)
          .map((id) => b.sum(b.ops.sin(id)))
          .reduce((sum, id) => b.ops.add(sum, id));
        const program = compile(b.graph, { inputs, outputs: [total, ...differentiate(b, total, inputs)] });
        const at = (h: number): number => {
          program.inputs.forEach(({ offset, length }, k) => {
            for (let i = 0; i < length; i++)
              program.memory[offset + i] = (given[k]?.[i] as number) + h * (direction[k]?.[i] as number);
          });
          program.run();
          return program.memory[program.outputs[0]?.offset as number] as number;
        };
        const expected = slope(at, 0, 1e-3);
        const coarser = slope(at, 0, 2e-3);
        // halving the step shows the size of the truncation error, 15 times what is left
        const error = Math.abs(expected - coarser) / 15;
        at(0);
        const actual = inputs.reduce((sum, _, k) => {
          const { offset, length } = program.outputs[k + 1] as { offset: number; length: number };
          for (let i = 0; i < length; i++)
            sum += (program.memory[offset + i] as number) * (direction[k]?.[i] as number);
          return sum;
        }, 0);
        expectClose(actual, expected, 1e-7, 1e-8 + 4 * error);
      }),
      { seed: 21, numRuns: 800 },
    );
  });
});
