/** Hold the fused vector operations to plain formulas. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { hamiltonianLayout, stateOffset } from "../src/hamiltonian/operations.js";
import { vectorsOver } from "../src/hamiltonian/vectors.js";
import { eightSchools, normals } from "./targets.js";

describe("leap", () => {
  it("follows a leapfrog written by hand, both ways", () => {
    const target = eightSchools();
    const layout = hamiltonianLayout(10, 2, 0);
    const memory = new Float64Array(layout.length);
    const vectors = vectorsOver(target, memory, layout);
    const [a, b] = [stateOffset(layout, 0), stateOffset(layout, 1)];
    const variances = Array.from({ length: 10 }, (_, i) => 0.5 + 0.1 * i);
    memory.set(variances, layout.metric);
    const q = Array.from({ length: 10 }, (_, i) => 0.1 * i - 0.3);
    const p = Array.from({ length: 10 }, (_, i) => 0.7 - 0.2 * i);
    memory.set(q, a);
    memory.set(p, a + 2 * layout.stride);
    vectors.evaluate(a);

    const scratch = new Float64Array(20);
    const gradientAt = (x: readonly number[]): Float64Array => {
      scratch.set(x);
      target.logDensityGradient(scratch, 0, 10);
      return scratch.slice(10);
    };
    for (const step of [0.25, -0.25]) {
      let g = gradientAt(q);
      const half = p.map((pi, i) => pi + 0.5 * step * (g[i] as number));
      const next = q.map((qi, i) => qi + step * ((variances[i] as number) * (half[i] as number)));
      g = gradientAt(next);
      const end = half.map((pi, i) => pi + 0.5 * step * (g[i] as number));
      const kinetic = vectors.leap(a, b, step);
      expect(Array.from(memory.subarray(b, b + 10))).toEqual(next);
      expect(Array.from(memory.subarray(b + 2 * layout.stride, b + 2 * layout.stride + 10))).toEqual(end);
      expect(kinetic).toBeCloseTo(0.5 * end.reduce((sum, pi, i) => sum + pi * pi * (variances[i] as number), 0), 13);
      scratch.set(next);
      expect(vectors.logDensity()).toBe(target.logDensity(scratch, 0));
    }
  });

  it("returns where it came from when the momentum turns round", () => {
    const layout = hamiltonianLayout(3, 3, 0);
    const memory = new Float64Array(layout.length);
    const vectors = vectorsOver(normals([1, 2, 3]), memory, layout);
    const [a, b, c] = [0, 1, 2].map((k) => stateOffset(layout, k)) as [number, number, number];
    memory.fill(1, layout.metric, layout.metric + 3);
    memory.set([1, -1, 2], a);
    vectors.evaluate(a);
    vectors.momentum(a, rng(1));
    vectors.leap(a, b, 0.4);
    vectors.leap(b, c, -0.4);
    for (let i = 0; i < 3; i++) expect(memory[c + i]).toBeCloseTo(memory[a + i] as number, 14);
  });
});

describe("momentum", () => {
  it("has variance 1 / metric, in the stream's order", () => {
    const layout = hamiltonianLayout(2, 1, 0);
    const memory = new Float64Array(layout.length);
    memory.set([4, 0.25], layout.metric);
    const vectors = vectorsOver(normals([1, 1]), memory, layout);
    const kinetic = vectors.momentum(stateOffset(layout, 0), rng(9));
    const stream = rng(9);
    const [z0, z1] = [stream.normal(), stream.normal()];
    const p = stateOffset(layout, 0) + 2 * layout.stride;
    expect(Array.from(memory.subarray(p, p + 4))).toEqual([z0 / 2, z1 * 2, z0 * 2, z1 / 2]);
    expect(kinetic).toBeCloseTo((z0 * z0 + z1 * z1) / 2, 14);
  });
});

describe("join", () => {
  it("decides by the six products of momentum sums and velocities", () => {
    const stream = rng(4);
    const outcomes = [0, 0];
    for (let trial = 0; trial < 400; trial++) {
      const n = 1 + (trial % 5);
      const layout = hamiltonianLayout(n, 4, 3);
      const memory = new Float64Array(layout.length);
      const vectors = vectorsOver(normals(new Array<number>(n).fill(1)), memory, layout);
      memory.fill(1, layout.metric, layout.metric + n);
      const states = [0, 1, 2, 3].map((k) => stateOffset(layout, k)) as [number, number, number, number];
      for (const state of states) vectors.momentum(state, stream);
      const sum = (k: number) => layout.sums + k * layout.stride;
      for (let i = 0; i < n; i++) {
        memory[sum(1) + i] = 2 * stream.normal();
        memory[sum(2) + i] = 2 * stream.normal();
      }
      // With the identity as metric, velocities are momenta.
      const [leftStart, leftEnd, rightStart, rightEnd] = states.map((state) =>
        Array.from(memory.subarray(state + 2 * layout.stride, state + 2 * layout.stride + n)),
      ) as [number[], number[], number[], number[]];
      const left = Array.from(memory.subarray(sum(1), sum(1) + n));
      const right = Array.from(memory.subarray(sum(2), sum(2) + n));
      const plus = (a: number[], b: number[]) => a.map((ai, i) => ai + (b[i] as number));
      const along = (a: number[], b: number[]) => a.reduce((total, ai, i) => total + ai * (b[i] as number), 0) > 0;
      const whole = plus(left, right);
      const first = plus(left, rightStart);
      const last = plus(right, leftEnd);
      const expected =
        along(leftStart, whole) &&
        along(rightEnd, whole) &&
        along(leftStart, first) &&
        along(rightStart, first) &&
        along(leftEnd, last) &&
        along(rightEnd, last);
      expect(vectors.join(sum(0), sum(1), sum(2), ...states)).toBe(expected);
      expect(Array.from(memory.subarray(sum(0), sum(0) + n))).toEqual(whole);
      outcomes[expected ? 1 : 0] = (outcomes[expected ? 1 : 0] as number) + 1;
    }
    expect(Math.min(...outcomes)).toBeGreaterThan(20);
  });
});
