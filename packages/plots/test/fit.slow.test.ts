/** Count how often bands are left by draws of the very law they are held to, after thinning. */
import { rng } from "@credence/math";
import { expect, test } from "vitest";
import { plot, uniformSpec } from "../src/index.js";
import { traceOf } from "./traces.js";

const left = (alt: string): boolean => /It leaves the 95% band/.test(alt);
const share = (count: number, leaves: (seed: number) => boolean): number =>
  Array.from({ length: count }, (_, seed) => leaves(seed)).filter(Boolean).length / count;

// 1,000 data sets: at most 0.05 by construction, standard error 0.007; the test fails by chance once in 10⁴ runs of other
// seeds. Counts are discrete, which costs some of the 0.05.
test("of independent values, at most as often as stated", () => {
  const found = share(1000, (seed) => {
    const random = rng(seed, "coverage");
    return left(
      uniformSpec({ title: "T", xLabel: "u", values: Array.from({ length: 150 }, () => random.uniform()) }).alt,
    );
  });
  expect(found).toBeLessThan(0.05 + 3.7 * 0.007);
  expect(found).toBeGreaterThan(0.02);
});

// 400 runs of 4 chains: standard error 0.011. Thinned draws still depend on each other a little, so that somewhat more
// than 0.05 is allowed; without thinning more than half of the runs at ρ = 0.9 leave the band.
test.each([-0.3, 0, 0.5, 0.9])("of autoregressive chains with ρ = %d, thinned, about as often", (rho) => {
  const found = share(400, (seed) => {
    const random = rng(seed, "coverage", rho);
    let state = 0;
    const chains = traceOf(4, 500, (_, i) => {
      state = i === 0 ? random.normal() : rho * state + Math.sqrt(1 - rho * rho) * random.normal();
      return { x: state };
    });
    return left(plot.ecdf.spec(chains, { against: normalCdf }).alt);
  });
  expect(found).toBeLessThan(0.07 + 3.7 * 0.011);
});

/** Φ by Simpson's rule. */
function normalCdf(x: number): number {
  const h = (Math.max(-9, Math.min(9, x)) + 9) / 200;
  let sum = 0;
  for (let i = 0; i <= 200; i++) sum += (i === 0 || i === 200 ? 1 : i % 2 ? 4 : 2) * Math.exp(-((-9 + i * h) ** 2) / 2);
  return Math.min(1, (sum * h) / 3 / Math.sqrt(2 * Math.PI));
}
