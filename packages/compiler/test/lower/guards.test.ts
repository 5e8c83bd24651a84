/** Check that parameters and values that leave their ranges have log density −∞, whether they depend on latent or observed variables. */
import {
  beta,
  binomial,
  column,
  dim,
  expr,
  model,
  nodeOf,
  normal,
  type Posterior,
  poisson,
  uniform,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { compilePosterior } from "../../src/index.js";

type Any = Posterior<unknown, unknown>;
/** The log density at a position, and the roles of the terms. */
function at(posterior: unknown, ...position: number[]): { value: number; gradient: number[]; roles: string[] } {
  const compiled = compilePosterior(posterior as Any);
  const memory = Float64Array.from([...position, ...position]);
  const value = compiled.logDensityGradient(memory, 0, position.length);
  return {
    value,
    gradient: Array.from(memory.subarray(position.length)),
    roles: compiled.lowered.terms.map(({ role }) => role),
  };
}

describe("guards", () => {
  it("are left out where ranges prove them useless", () => {
    const m = model(() => {
      const p = beta(1, 1);
      const k = binomial(10, p.mul(0.5));
      return { p, k };
    });
    expect(at(m().observe({ k: 3 }), 0.2).roles).not.toContain("guard");
  });
  it("refuse a parameter outside its range, with a zero gradient", () => {
    const m = model(() => {
      const a = normal(0, 10);
      const y = normal(0, expr`${a} + 1`);
      return { a, y };
    });
    const posterior = m().observe({ y: 1 });
    expect(at(posterior, 0.5).value).toBeGreaterThan(-10);
    expect(at(posterior, -3)).toMatchObject({ value: -Infinity, gradient: [0] });
  });
  it("hold where the bound is an observed variable", () => {
    const m = model(() => {
      const width = poisson(3);
      const x = uniform(nodeOf(width).mul(-1) as never, width);
      const z = normal(x, 1);
      return { width, x, z };
    });
    expect(at(m().observe({ width: 2, x: 1.5 }), 0).value).toBeGreaterThan(-20);
    expect(at(m().observe({ width: 2, x: 2.5 }), 0).value).toBe(-Infinity);
  });
  it("hold where the bound is latent", () => {
    const obs = dim("obs", 3);
    const m = model(() => {
      const top = uniform(0, 10);
      const y = uniform(0, top).over(obs);
      return { top, y };
    });
    const posterior = m().observe({ y: [1, 2, 6] });
    expect(at(posterior, 1).value).toBeGreaterThan(-20); // top = 7.3
    expect(at(posterior, 0).value).toBe(-Infinity); // top = 5
  });
  it("hold for requirements among parameters", () => {
    const m = model(() => {
      const low = normal(0, 10);
      const y = uniform(low, 1);
      return { low, y };
    });
    expect(at(m().observe({ y: 0.5 }), 0).value).toBeGreaterThan(-20);
    expect(at(m().observe({ y: 0.5 }), 2).value).toBe(-Infinity);
  });
});

it("gives the density of the values, without Jacobians, on the constrained scale", () => {
  const m = model(() => {
    const p = beta(2, 3);
    const z = normal(p, 2).nonCentered();
    const x = column(dim("obs", 2), [1, 2]);
    const y = normal(z.add(x), 1);
    return { p, z, y };
  });
  const posterior = m().observe({ y: [1, 2] }) as unknown as Any;
  const constrained = compilePosterior(posterior, "constrained");
  const unconstrained = compilePosterior(posterior);
  const q = Float64Array.of(0.3, -0.7);
  const p = 1 / (1 + Math.exp(-0.3));
  // dp/dy = p (1 − p) and dz/dq = 2
  expect(unconstrained.logDensity(q, 0) - constrained.logDensity(q, 0)).toBeCloseTo(
    Math.log(p * (1 - p)) + Math.log(2),
    12,
  );
});
