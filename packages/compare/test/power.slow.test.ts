/** Measure over a hundred seeds how often `compare` finds differences of stated sizes. */
import { describe, expect, test } from "vitest";
import { POWER_CASES } from "./power-cases.js";

const RUNS = Number(process.env.RUNS ?? 100);

describe("power", () => {
  for (const { name, make, power } of POWER_CASES) {
    test(name, () => {
      const verdicts = Array.from({ length: RUNS }, (_, i) => make(`measured ${i}`).pairs[0]);
      const found = verdicts.filter((pair) => pair?.status === "differ");
      const by = ["functionals", "distributions", "correlations", "joint"].map((family) => {
        const seen = found.filter((pair) => (pair?.families[family as "joint"].minP ?? 1) < 0.01);
        return `${family} ${seen.length}`;
      });
      console.log(`${name}: ${found.length} of ${RUNS} (${by.join(", ")})`);
      // Three binomial standard errors below the power that was measured once.
      expect(found.length / RUNS).toBeGreaterThan(power - 3 * Math.sqrt((power * (1 - power)) / RUNS) - 0.01);
    });
  }
});
