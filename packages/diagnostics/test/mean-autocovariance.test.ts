/** Check the autocovariance averaged over runs, by sums and by transforms, against that of each run. */
import { autocovariance, rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { meanAutocovariance, runMeans } from "../src/mean-autocovariance.js";

describe.each([
  [3, 301],
  [4, 5],
  [1, 128],
])("%i runs of %i draws", (count, length) => {
  it("have the mean of their autocovariances", () => {
    const random = rng("autocovariance", count, length);
    const values = Float64Array.from({ length: count * length }, () => 100 + random.normal());
    const runs = { values, count, length };
    const each = Array.from({ length: count }, (_, c) => autocovariance(values.subarray(c * length, (c + 1) * length)));
    const covariance = meanAutocovariance(runs, runMeans(runs));
    // From the longest lag down, so that the order of asking is seen not to matter.
    for (let lag = length - 1; lag >= 0; lag--) {
      const expected = each.reduce((sum, one) => sum + (one[lag] as number), 0) / count;
      expect(Math.abs(covariance(lag) - expected), `lag ${lag}`).toBeLessThan(1e-13);
    }
  });
});
