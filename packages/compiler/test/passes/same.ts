/** Hold a rewritten density and its slopes to those of the terms as they are written. */
import type { Posterior } from "@credence/model";
import { expect } from "vitest";
import { compilePosterior } from "../../src/lower/compiled.js";

/**
 * At places near and far. A sum in another order is off by the rounding of its terms: 2⁻⁵³ of their size for each of some
 * operations, of which 2⁻⁴⁴ allows five hundred. Slopes are sums of such terms too, of the size of the largest slope and of
 * those that cancel in it, which the size of the terms stands for.
 */
export function expectSame(posterior: Posterior<unknown, unknown>, allowed: number = 2 ** -44): void {
  const plain = compilePosterior(posterior, "unconstrained", { rewrites: false });
  const rewritten = compilePosterior(posterior);
  const { dimension } = plain;
  let finite = 0;
  for (let k = 0; k < 20; k++) {
    const far = k < 10 ? 0.7 : 2.5;
    const at = Float64Array.from({ length: 2 * dimension }, (_, i) => far * Math.sin(1.7 * i + 3 * k + 1));
    const [a, b] = [at.slice(), at.slice()];
    const value = plain.logDensityGradient(a, 0, dimension);
    const same = rewritten.logDensityGradient(b, 0, dimension);
    if (value === Number.NEGATIVE_INFINITY) {
      expect(same).toBe(value);
      continue;
    }
    finite++;
    const size = plain.terms(at).reduce((total, { values }) => values.reduce((t, x) => t + Math.abs(x), total), 1);
    expect(Math.abs(same - value)).toBeLessThan(allowed * size);
    const slope = Math.max(size, ...a.subarray(dimension).map(Math.abs));
    for (let i = dimension; i < 2 * dimension; i++)
      expect(Math.abs((b[i] as number) - (a[i] as number)), `slope ${i}`).toBeLessThan(allowed * slope);
  }
  expect(finite).toBeGreaterThan(0);
}
