/** Check registered functions against their definition and their slopes against differences, for several cases at once. */
import { registerExternal } from "@credence/model";
import { expect, it } from "vitest";
import { differentiate, type GraphBuilder, graphBuilder, hashGraph, type NodeId } from "../src/index.js";
import { naiveValues } from "./naive.js";
import { apply, expectClose, gradientOf, slope, valuesOf } from "./run.js";

/** a² Σ x + sin b. */
registerExternal({
  name: "test_external",
  numbers: 2,
  evaluate: ([a, b, x], slopes) => {
    const [p, q] = [a?.[0] as number, b?.[0] as number];
    const total = (x as Float64Array).reduce((sum, each) => sum + each, 0);
    slopes.set([2 * p * total, Math.cos(q)]);
    return p * p * total + Math.sin(q);
  },
});

const numbers = [
  [1.5, -0.5],
  [0.3, 2],
];
const series = [1, 2, 3, 4, 5, 6];

it("computes each case, its slopes beside it", () => {
  const b = graphBuilder();
  const inputs = [b.input(2), b.input(2), b.input(6)];
  const node = b.external("test_external", inputs, 2);
  const given = [...numbers, series];
  const [values] = valuesOf(b, inputs, given, [node]) as [number[]];
  const wanted = [13.5 + Math.sin(0.3), 18, Math.cos(0.3), 3.75 + Math.sin(2), -15, Math.cos(2)];
  const naive = naiveValues(b.graph, new Map(inputs.map((id, i) => [id, given[i] as number[]])))[node] as number[];
  wanted.forEach((value, i) => {
    expectClose(values[i] as number, value, 1e-14);
    expectClose(naive[i] as number, value, 1e-14);
  });
});

it("is differentiated by the slopes that it gives", () => {
  const make = (b: GraphBuilder, p: NodeId, q: NodeId): NodeId => {
    const all = b.external("test_external", [b.ops.exp(p), q, b.data(Float64Array.from(series))], 2);
    return b.ops.square(b.gather(all, Int32Array.of(0, 3)));
  };
  const gradient = gradientOf(numbers, make, [1, 1]);
  for (const k of [0, 1])
    for (const i of [0, 1]) {
      const at = (x: number): number[][] => numbers.map((row, j) => row.map((v, l) => (j === k && l === i ? x : v)));
      const f = (x: number): number => apply(at(x), make).reduce((sum, value) => sum + value, 0);
      expectClose(gradient[k]?.[i] as number, slope(f, numbers[k]?.[i] as number), 1e-7, 1e-7);
    }
});

it("refuses slopes in series, misfits and unknown names; its name tells graphs apart", () => {
  const b = graphBuilder();
  const [p, x] = [b.input(1), b.input(3)];
  const node = b.external("test_external", [p, p, x], 1);
  expect(() => differentiate(b, b.gather(node, Int32Array.of(0)), [x])).toThrow(/no slope in its argument 2/);
  expect(() => b.external("test_external", [x, p, x], 1)).toThrow(
    /argument 0 of test_external has 3 elements for 1 cases/,
  );
  expect(() => b.external("nowhere", [p], 1)).toThrow(/no external function is named "nowhere"/);
  expect(hashGraph(b.graph)).toMatch(/^[0-9a-f]{16}$/);
});
