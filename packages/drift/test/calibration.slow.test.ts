/** Hold intervals to their promise over 1,000 simulated paths: filtered, smoothed and forecast rates, with known parameters. */
import { uniformEcdfTest } from "@credence/diagnostics";
import { randomBinomial, rng } from "@credence/math";
import { expect, test } from "vitest";
import { jacobi, type RateSummary, smooth } from "../src/index.js";

const PATHS = 1000;

test.each([
  [{ rate: 0.4, alpha: 4, beta: 16 }, 20, 0.5],
  [{ rate: 1, alpha: 0.6, beta: 0.9 }, 5, 0.3],
  [{ rate: 0.2, alpha: 2, beta: 98 }, 500, 1],
])(
  "%j, %d trials, gaps of %d: rates are uniform under their laws (one false alarm in 100,000)",
  (parameters, trials, gap) => {
    const process = jacobi(parameters);
    const ranks: Record<"filtered" | "smoothed" | "forecast", number[]> = { filtered: [], smoothed: [], forecast: [] };
    for (let seed = 0; seed < PATHS; seed++) {
      const stream = rng("calibration", trials, seed);
      const path = process.simulate({ times: Array.from({ length: 6 }, (_, i) => i * gap), rng: stream });
      const steps = Array.from(path.slice(0, 5), (x, i) => ({
        dt: i === 0 ? 0 : gap,
        successes: randomBinomial(stream, trials, x),
        trials,
      }));
      const filter = process.filter();
      for (const { dt, successes } of steps) filter.predict(dt).update(successes, trials);
      ranks.filtered.push(filter.cdf(path[4] as number));
      ranks.smoothed.push((smooth(process, steps)[2] as RateSummary).cdf(path[2] as number));
      ranks.forecast.push(filter.predict(gap).cdf(path[5] as number));
    }
    for (const values of Object.values(ranks)) {
      expect(uniformEcdfTest(values)).toBeGreaterThan(1e-5);
      const inside = values.filter((p) => p > 0.05 && p < 0.95).length;
      expect(Math.abs(inside - 0.9 * PATHS)).toBeLessThan(4.5 * Math.sqrt(0.09 * PATHS));
    }
  },
);
