/** Compare every special function with mpmath's values, within the error that a right implementation meets. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as math from "../../src/index.js";
import { special } from "../../src/index.js";

type Encoded = number | string | Encoded[];
interface Point {
  readonly args: readonly Encoded[];
  readonly value?: Encoded;
  readonly [field: string]: unknown;
}
const fixture = JSON.parse(
  readFileSync(new URL("../../../testing/fixtures/special.json", import.meta.url), "utf8"),
) as { functions: Record<string, { points: Point[] }> };

const decode = (value: Encoded): number | number[] =>
  Array.isArray(value) ? (value.map(decode) as number[]) : Number(value);

const GAMMA = /gamma|beta|choose|lgamma/;
const INCOMPLETE = /^inc_|owens/;
const tolerance = (name: string): number => (INCOMPLETE.test(name) ? 1e-12 : GAMMA.test(name) ? 1e-14 : 2e-15);

/** For log Γ at a zero between its poles and log(1 - e^x) at a subnormal e^x, where only absolute accuracy is meant. */
const ABSOLUTE = 1e-18;

function expectClose(actual: number, expected: number, relative: number, what: string): void {
  if (actual === expected) return;
  const error = Math.abs(actual - expected);
  expect(error, `${what} = ${actual}, expected ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected) + ABSOLUTE,
  );
}

describe.each(Object.entries(fixture.functions))("%s", (name, { points }) => {
  const f = special[name as keyof typeof special] as unknown as (...args: unknown[]) => number & Float64Array;
  it(`agrees at ${points.length} points`, () => {
    for (const point of points) {
      const value = f(...point.args.map(decode));
      const what = `${name}(${JSON.stringify(point.args)})`;
      if (name === "softmax") continue;
      expectClose(value, Number(point.value), tolerance(name), what);
    }
  });
});

describe("vectors and tails of the same points", () => {
  it("softmax and log-softmax", () => {
    for (const point of fixture.functions.softmax?.points ?? []) {
      const [, weights, logs] = Object.values(point) as [unknown, Encoded[], Encoded[]];
      const values = decode(point.args[0] as Encoded) as number[];
      math.softmax(values).forEach((w, i) => {
        expectClose(w, Number(weights[i]), 1e-14, "softmax");
      });
      math.logSoftmax(values).forEach((w, i) => {
        expectClose(w, Number(logs[i]), 1e-14, "logSoftmax");
      });
    }
  });

  it.each([
    ["inc_beta", [math.incBeta, math.incBetaUpper, math.logIncBeta, math.logIncBetaUpper]],
    ["inc_gamma", [math.incGamma, math.incGammaUpper, math.logIncGamma, math.logIncGammaUpper]],
  ] as const)("%s: both tails and their logs", (name, functions) => {
    for (const point of fixture.functions[name]?.points ?? []) {
      const expected = Object.values(point).slice(1, 5) as Encoded[];
      functions.forEach((f, i) => {
        const args = point.args.map(Number) as [number, number, number];
        expectClose((f as (...a: number[]) => number)(...args), Number(expected[i]), 2e-13, `${f.name}(${args})`);
      });
    }
  });
});
