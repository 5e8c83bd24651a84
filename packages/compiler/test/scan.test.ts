/** Check scans against plain loops, and their slopes, first and second, against differences. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { differentiate, type GraphBuilder, graphBuilder, hashGraph, type NodeId, type ScanBody } from "../src/index.js";
import { naiveValues } from "./naive.js";
import { apply, expectClose, gradientOf, slope, valuesOf } from "./run.js";

const stream = rng(5, "scan");
const normals = (length: number): number[] => Array.from({ length }, () => stream.normal());

/**
 * Two carried values u (2 elements) and v (1), one read x (2 elements a round) and one shared k (1):
 * u' = tanh(k u + x) + v, v' = k² v + Σ u, and each round gives u x.
 */
function body(): ScanBody {
  const b = graphBuilder();
  const [u, v, x, k] = [b.input(2), b.input(1), b.input(2), b.input(1)];
  const { add, mul, tanh, square } = b.ops;
  const outputs = [add(tanh(add(mul(k, u), x)), v), add(mul(square(k), v), b.sum(u)), mul(u, x)];
  return { graph: b.graph, inputs: [u, v, x, k], carried: 2, read: 1, outputs };
}

/** The same by a loop over numbers: histories of u and v, then what the rounds gave. */
function looped(steps: number, reverse: boolean, [u0, v0, x, k]: readonly (readonly number[])[]): number[] {
  let [u, v] = [[...(u0 as number[])], v0?.[0] as number];
  const us: number[][] = [u];
  const vs: number[] = [v];
  const given: number[][] = [];
  const factor = k?.[0] as number;
  for (let round = 0; round < steps; round++) {
    const t = reverse ? steps - 1 - round : round;
    const now = [x?.[2 * t] as number, x?.[2 * t + 1] as number];
    given.push(u.map((each, i) => each * (now[i] as number)));
    const next = u.map((each, i) => Math.tanh(factor * each + (now[i] as number)) + v);
    v = factor * factor * v + (u[0] as number) + (u[1] as number);
    u = next;
    us.push(u);
    vs.push(v);
  }
  return reverse
    ? [...us.reverse().flat(), ...vs.reverse(), ...given.reverse().flat()]
    : [...us.flat(), ...vs, ...given.flat()];
}

const make =
  (steps: number, reverse: boolean) =>
  (b: GraphBuilder, ...args: NodeId[]): NodeId =>
    b.scan(args, { body: body(), steps, reverse });

const cases = [0, 1, 4].flatMap((steps) => [false, true].map((reverse) => ({ steps, reverse })));

describe.each(cases)("a scan of $steps rounds, reverse: $reverse", ({ steps, reverse }) => {
  const given = [normals(2), normals(1), normals(2 * steps), normals(1)];
  it("is what a loop gives", () => {
    const values = apply(given, make(steps, reverse));
    const wanted = looped(steps, reverse, given);
    expect(values.length).toBe(wanted.length);
    values.forEach((value, i) => {
      expectClose(value, wanted[i] as number, 1e-14, 1e-15);
    });
    const b = graphBuilder();
    const inputs = given.map((each) => b.input(each.length));
    const id = make(steps, reverse)(b, ...inputs);
    expect(naiveValues(b.graph, new Map(inputs.map((input, i) => [input, given[i] as number[]])))[id]).toEqual(values);
  });
  it("is the same when it is known", () => {
    const b = graphBuilder();
    const known = b.known(make(steps, reverse)(b, ...given.map((values) => b.data(Float64Array.from(values)))));
    expect(known && Array.from(known)).toEqual(apply(given, make(steps, reverse)));
  });
  it("has the slopes of central differences", () => {
    const weights = normals(3 * (steps + 1) + 2 * steps);
    const total = (values: readonly (readonly number[])[]): number =>
      looped(steps, reverse, values).reduce((sum, v, i) => sum + v * (weights[i] as number), 0);
    gradientOf(given, make(steps, reverse), weights).forEach((gradient, k) => {
      gradient.forEach((value, i) => {
        const at = (z: number): number =>
          total(given.map((values, m) => (m === k ? values.map((v, j) => (j === i ? z : v)) : values)));
        expectClose(value, slope(at, given[k]?.[i] as number), 1e-8, 1e-9, `argument ${k}, element ${i}`);
      });
    });
  });
});

describe("the adjoint of a scan", () => {
  it("is a scan that can be differentiated again", () => {
    const given = [normals(2), normals(1), normals(6), normals(1)];
    const weights = normals(12 + 6);
    const b = graphBuilder();
    const inputs = given.map((values) => b.input(values.length));
    const first = differentiate(
      b,
      b.sum(b.ops.mul(make(3, false)(b, ...inputs), b.data(Float64Array.from(weights)))),
      inputs,
    );
    const chosen = [0.3, -1.2, 0.7, 0.4, 0.9];
    const along = b.ops.add(
      b.sum(b.ops.mul(first[0] as NodeId, b.data(Float64Array.of(0.3, -1.2)))),
      b.ops.mul(first[3] as NodeId, b.constant(chosen[2] as number)),
    );
    const second = valuesOf(b, inputs, given, differentiate(b, along, inputs));
    given.forEach((values, k) => {
      values.forEach((_, i) => {
        const at = (z: number): number => {
          const moved = given.map((all, m) => (m === k ? all.map((v, j) => (j === i ? z : v)) : all));
          const [u, , , factor] = gradientOf(moved, make(3, false), weights) as [
            number[],
            number[],
            number[],
            number[],
          ];
          return 0.3 * (u[0] as number) - 1.2 * (u[1] as number) + 0.7 * (factor[0] as number);
        };
        expectClose(
          second[k]?.[i] as number,
          slope(at, values[i] as number),
          1e-7,
          1e-8,
          `argument ${k}, element ${i}`,
        );
      });
    });
  });
  it("reads only what its slopes need, and leaves out what is not asked for", () => {
    const b = graphBuilder();
    const inner = graphBuilder();
    const [s, x] = [inner.input(1), inner.input(1)];
    const outputs = [inner.ops.add(s, x)]; // a running sum: its slopes are 1, whatever the values
    const start = b.input(1);
    const read = b.data(Float64Array.of(1, 2, 3));
    const sums = b.scan([start, read], {
      body: { graph: inner.graph, inputs: [s, x], carried: 1, read: 1, outputs },
      steps: 3,
      reverse: false,
    });
    const weights = b.input(4);
    const [bar] = differentiate(b, b.sum(b.ops.mul(sums, weights)), [start]) as [NodeId];
    const scans = b.graph.nodes.filter(({ op }) => op === "scan");
    expect(scans.length).toBe(2);
    expect(scans.at(-1)).toMatchObject({ args: { length: 2 } }); // its start and the adjoints of the history
    expect(valuesOf(b, [start, weights], [[0.5], [1, 2, 3, 4]], [bar])).toEqual([[10]]);
  });
});

describe("scans", () => {
  const scanOf = (b: GraphBuilder, factor: number): NodeId => {
    const inner = graphBuilder();
    const s = inner.input(1);
    const outputs = [inner.ops.mul(s, inner.constant(factor))];
    return b.scan([b.input(1)], {
      body: { graph: inner.graph, inputs: [s], carried: 1, read: 0, outputs },
      steps: 2,
      reverse: false,
    });
  };
  it("are one node where they are the same, and not where their bodies differ", () => {
    const b = graphBuilder();
    const args = [2, 1, 6, 1].map((length) => b.input(length));
    expect(make(3, false)(b, ...args)).toBe(make(3, false)(b, ...args));
    expect(make(3, false)(b, ...args)).not.toBe(make(3, true)(b, ...args));
    const hashes = [2, 3].map((factor) => {
      const other = graphBuilder();
      scanOf(other, factor);
      return hashGraph(other.graph);
    });
    expect(hashes[0]).not.toBe(hashes[1]);
  });
  it("must fit their bodies", () => {
    const b = graphBuilder();
    const [u, v, x, k] = [2, 1, 6, 1].map((length) => b.input(length)) as [NodeId, NodeId, NodeId, NodeId];
    expect(() => make(4, false)(b, u, v, x, k)).toThrow("argument 2 has 6 elements, not 8");
    expect(() => make(3, false)(b, u, v, x)).toThrow("3 arguments for 4 inputs");
    const inner = graphBuilder();
    const [s, t] = [inner.input(1), inner.input(2)];
    const wrong = { graph: inner.graph, inputs: [s, t], carried: 1, read: 0, outputs: [t] };
    expect(() => b.scan([v, u], { body: wrong, steps: 1, reverse: false })).toThrow(
      "carried with 1 elements and left with 2",
    );
  });
});
