import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type GraphBuilder, gradientGraph, gradientKernel, graphBuilder, type NodeId } from "../src/index.js";
import { expectClose } from "./run.js";

interface Point {
  readonly x: number;
  readonly params: Readonly<Record<string, number>>;
  readonly tag: "ordinary" | "extreme" | "boundary" | "outside";
  readonly logp: number | string;
  readonly grad?: Readonly<Record<string, number | null>>;
  readonly term_scale: number;
  readonly cond: number;
}

const fixture = JSON.parse(readFileSync(new URL("../../testing/fixtures/distributions.json", import.meta.url), "utf8"));

const HALF_LOG_TWO_PI = 0.9189385332046727;

/** Log densities written out by hand, over inputs named as in the fixture. */
const densities: Readonly<
  Record<
    string,
    {
      inputs: readonly string[];
      fixed: readonly string[];
      make: (b: GraphBuilder, at: (name: string) => NodeId) => NodeId;
    }
  >
> = {
  normal: {
    inputs: ["x", "mu", "sigma"],
    fixed: [],
    make: (b, at) => {
      const z = b.ops.div(b.ops.sub(at("x"), at("mu")), at("sigma"));
      const half = b.ops.mul(b.constant(-0.5), b.ops.square(z));
      return b.ops.sub(half, b.ops.add(b.ops.log(at("sigma")), b.constant(HALF_LOG_TWO_PI)));
    },
  },
  beta: {
    inputs: ["x", "alpha", "beta"],
    fixed: [],
    make: (b, at) => {
      const one = b.constant(1);
      const up = b.ops.xlogy(b.ops.sub(at("alpha"), one), at("x"));
      const down = b.ops.xlog1py(b.ops.sub(at("beta"), one), b.ops.neg(at("x")));
      return b.ops.sub(b.ops.add(up, down), b.ops.lbeta(at("alpha"), at("beta")));
    },
  },
  binomial: {
    inputs: ["p"],
    fixed: ["x", "n"],
    make: (b, at) => {
      const [k, n, one] = [at("x"), at("n"), b.constant(1)];
      const failures = b.ops.sub(n, k);
      // log C(n, k) = −log(n + 1) − log B(k + 1, n − k + 1)
      const ways = b.ops.lbeta(b.ops.add(k, one), b.ops.add(failures, one));
      const logChoose = b.ops.neg(b.ops.add(b.ops.log(b.ops.add(n, one)), ways));
      const outcome = b.ops.add(b.ops.xlogy(k, at("p")), b.ops.xlog1py(failures, b.ops.neg(at("p"))));
      return b.ops.add(logChoose, outcome);
    },
  },
};

describe.each(Object.entries(densities))(
  "log density and gradient of %s against reference values",
  (name, { inputs, fixed, make }) => {
    const points = (fixture.distributions[name].points as Point[]).filter(({ logp }) => typeof logp === "number");
    test.each(points.map((point) => [JSON.stringify({ x: point.x, ...point.params }), point] as const))(
      "%s",
      (_, point) => {
        const values: Readonly<Record<string, number>> = { x: point.x, ...point.params };
        const b = graphBuilder();
        const ids = new Map<string, NodeId>();
        for (const key of inputs) ids.set(key, b.input(1));
        for (const key of fixed) ids.set(key, b.constant(values[key] as number));
        const output = make(b, (key) => ids.get(key) as NodeId);
        const kernel = gradientKernel(
          b,
          output,
          inputs.map((key) => ids.get(key) as NodeId),
        );
        const memory = new Float64Array(2 * kernel.dimension);
        memory.set(inputs.map((key) => values[key] as number));
        const expected = point.logp as number;
        // an ulp of the largest terms and of the arguments, four times
        const slack = 4 * 2.3e-16 * (point.term_scale + (point.tag === "ordinary" ? 0 : point.cond));
        expectClose(kernel.logDensity(memory, 0), expected, 1e-12, slack, "log density");
        if (inputs.some((key) => typeof point.grad?.[key] !== "number")) return;
        expectClose(kernel.logDensityGradient(memory, 0, kernel.dimension), expected, 1e-12, slack, "log density");
        inputs.forEach((key, k) => {
          expectClose(memory[kernel.dimension + k] as number, point.grad?.[key] as number, 1e-9, 1e-12, `in ${key}`);
        });
      },
    );
  },
);

describe("kernels", () => {
  /** log density −½ Σ x² + log s, of inputs of different lengths. */
  function example() {
    const b = graphBuilder();
    const [x, s] = [b.input(3), b.input(1)];
    const output = b.ops.add(b.ops.mul(b.constant(-0.5), b.sum(b.ops.square(x))), b.ops.log(s));
    return { b, inputs: [x, s], output };
  }
  test("read and write where they are told, and nowhere else", () => {
    const { b, inputs, output } = example();
    const kernel = gradientKernel(b, output, inputs);
    expect(kernel.dimension).toBe(4);
    const memory = new Float64Array(14).fill(99);
    memory.set([1, 2, 3, 1], 2);
    expect(kernel.logDensity(memory, 2)).toBe(-7);
    expect(kernel.logDensityGradient(memory, 2, 8)).toBe(-7);
    expect([...memory]).toEqual([99, 99, 1, 2, 3, 1, 99, 99, -1, -2, -3, 1, 99, 99]);
  });
  test.each([
    ["-Infinity outside the support", [1, 2, 3, 0]],
    ["NaN", [1, 2, 3, -1]],
    ["an infinite coordinate", [Infinity, 2, 3, 1]],
    ["a coordinate that is NaN", [1, Number.NaN, 3, 1]],
    ["Infinity", [0, 0, 0, Infinity]],
  ])("%s becomes -Infinity with a zero gradient", (_, position) => {
    const { b, inputs, output } = example();
    const kernel = gradientKernel(b, output, inputs);
    const memory = Float64Array.from([...position, 7, 7, 7, 7]);
    expect(kernel.logDensity(memory, 0)).toBe(-Infinity);
    expect(kernel.logDensityGradient(memory, 0, 4)).toBe(-Infinity);
    expect([...memory.slice(4)]).toEqual([0, 0, 0, 0]);
  });
  test("so does a gradient that is not finite", () => {
    const b = graphBuilder();
    const x = b.input(2);
    const kernel = gradientKernel(b, b.sum(b.ops.sqrt(x)), [x]);
    const memory = Float64Array.of(4, 0, 7, 7);
    expect(kernel.logDensity(memory, 0)).toBe(2);
    expect(kernel.logDensityGradient(memory, 0, 2)).toBe(-Infinity);
    expect([...memory.slice(2)]).toEqual([0, 0]);
  });
  test("the source's graph does not change, and the graph with its gradient is plain data", () => {
    const { b, inputs, output } = example();
    const before = b.graph.nodes.length;
    const plain = gradientGraph(b.graph, output, inputs);
    expect(b.graph.nodes.length).toBe(before);
    expect(plain.gradient.map((id) => plain.graph.nodes[id]?.length)).toEqual([3, 1]);
    expect(structuredClone(plain)).toEqual(plain);
  });
  test("inputs that do not matter have a zero gradient", () => {
    const b = graphBuilder();
    const [x, y] = [b.input(1), b.input(2)];
    const kernel = gradientKernel(b, b.ops.neg(b.ops.square(x)), [x, y]);
    const memory = Float64Array.of(3, 1, 1, 7, 7, 7);
    expect(kernel.logDensityGradient(memory, 0, 3)).toBe(-9);
    expect([...memory.slice(3)]).toEqual([-6, 0, 0]);
  });
});
