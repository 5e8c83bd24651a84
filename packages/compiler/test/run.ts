/** Run programs on plain arrays, and take differences of functions: what most of these tests do. */
import { expect } from "vitest";
import { compile, differentiate, type GraphBuilder, graphBuilder, type NodeId } from "../src/index.js";

/** Values of some nodes at given values of the inputs. */
export function valuesOf(
  b: GraphBuilder,
  inputs: readonly NodeId[],
  given: readonly (readonly number[])[],
  outputs: readonly NodeId[],
): number[][] {
  const program = compile(b.graph, { inputs, outputs });
  program.inputs.forEach(({ offset }, k) => {
    program.memory.set(given[k] ?? [], offset);
  });
  program.run();
  return program.outputs.map(({ offset, length }) => [...program.memory.slice(offset, offset + length)]);
}

/** Value of one expression of inputs made for the occasion. */
export function apply(
  given: readonly (readonly number[])[],
  make: (b: GraphBuilder, ...xs: NodeId[]) => NodeId,
): number[] {
  const b = graphBuilder();
  const inputs = given.map((values) => b.input(values.length));
  return valuesOf(b, inputs, given, [make(b, ...inputs)])[0] as number[];
}

/** The gradient of the weighted sum of an expression's elements, Σ weight_i f(x)_i, in each input. */
export function gradientOf(
  given: readonly (readonly number[])[],
  make: (b: GraphBuilder, ...xs: NodeId[]) => NodeId,
  weights: readonly number[] = [1],
): number[][] {
  const b = graphBuilder();
  const inputs = given.map((values) => b.input(values.length));
  const total = b.sum(b.ops.mul(make(b, ...inputs), b.data(Float64Array.from(weights))));
  return valuesOf(b, inputs, given, differentiate(b, total, inputs));
}

/** Central difference of fourth order, (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h: error h⁴ f⁽⁵⁾ / 30. */
export function slope(f: (x: number) => number, x: number, h: number = 1e-3 * Math.max(1, Math.abs(x))): number {
  return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h);
}

/** Asserts |actual − expected| ≤ absolute + relative · |expected|; infinities and NaN must agree. */
export function expectClose(actual: number, expected: number, relative: number, absolute = 0, note = ""): void {
  if (Object.is(actual, expected) || actual === expected) return;
  const off = Math.abs(actual - expected);
  if (!(off <= absolute + relative * Math.abs(expected))) expect.fail(`${note} got ${actual}, expected ${expected}`);
}
