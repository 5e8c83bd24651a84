/** Check every transform against values from high-precision arithmetic, and its Jacobian against numerical determinants. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { transforms } from "../src/index.js";

interface Point {
  readonly y: readonly number[];
  readonly x: readonly number[];
  readonly args?: Readonly<Record<string, number>>;
  readonly log_abs_det_jacobian: number | string | null;
  readonly grad_log_abs_det_jacobian: readonly (number | string)[];
  readonly inverse_of_double_x: readonly (number | string)[];
}
const fixture = JSON.parse(
  readFileSync(new URL("../../testing/fixtures/transforms.json", import.meta.url), "utf8"),
) as {
  readonly transforms: Readonly<Record<string, { readonly points: readonly Point[] }>>;
};
const number = (v: number | string): number => Number(v);
const close = (actual: number, expected: number, relative: number, absolute: number, what: string): void => {
  if (!Number.isFinite(expected)) expect(actual, what).toBe(expected);
  else
    expect(Math.abs(actual - expected), `${what}: ${actual}, want ${expected}`).toBeLessThanOrEqual(
      absolute + relative * Math.abs(expected),
    );
};

describe.each(Object.keys(transforms))("%s", (name) => {
  const transform = transforms[name] as (typeof transforms)[string];
  const points = fixture.transforms[name]?.points ?? [];
  it("has reference values", () => expect(points.length).toBeGreaterThan(0));
  it("maps y to x", () => {
    for (const { y, x, args } of points) {
      transform.constrain(y, args).forEach((v, i) => {
        close(v, number(x[i] as number), 1e-12, 1e-300, `${name}(${y})[${i}]`);
      });
    }
  });
  it("has the Jacobian of that map", () => {
    for (const { y, args, log_abs_det_jacobian: expected } of points) {
      if (expected !== null)
        close(transform.logJacobian(y, args), number(expected), 1e-11, 1e-12, `log |J| of ${name} at ${y}`);
    }
  });
  it("maps x back to y", () => {
    for (const { x, args, inverse_of_double_x: inverse } of points) {
      if (inverse === undefined) continue;
      transform.unconstrain(x, args).forEach((v, i) => {
        close(v, number(inverse[i] as number), 1e-10, 1e-12, `inverse of ${name} at ${x}`);
      });
    }
  });
  it("has a Jacobian that matches central differences of the map on its own", () => {
    const free = ["simplex_ilr"].includes(name) ? 2 : 3;
    const y = [0.3, -0.7, 1.1].slice(0, free);
    const options = { lower: -1, upper: 2 };
    const columns = y.map((_, j) => {
      const at = (h: number): number[] =>
        transform
          .constrain(
            y.map((v, i) => (i === j ? v + h : v)),
            options,
          )
          .slice(0, free);
      const [up, down] = [at(1e-5), at(-1e-5)];
      return up.map((v, i) => (v - (down[i] as number)) / 2e-5);
    });
    close(
      transform.logJacobian(y, options),
      Math.log(Math.abs(determinant(columns))),
      1e-6,
      1e-8,
      `numerical Jacobian of ${name}`,
    );
  });
});

function determinant(m: readonly (readonly number[])[]): number {
  if (m.length === 1) return (m[0] as number[])[0] as number;
  return (m[0] as number[]).reduce(
    (sum, v, j) =>
      sum + (j % 2 === 0 ? 1 : -1) * v * determinant(m.slice(1).map((row) => row.filter((_, k) => k !== j))),
    0,
  );
}

describe("options", () => {
  it("names a bound that is missing", () => {
    expect(() => transforms.lower?.constrain([1])).toThrow("options.lower");
    expect(() => transforms.lower_upper?.constrain([1], { lower: 0, upper: Number.NaN })).toThrow("options.upper");
  });
});
