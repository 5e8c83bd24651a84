/** Check that NUTS follows a posterior whose `where` hides an infinite derivative. */

import { mcseMean } from "@credence/diagnostics";
import { gt, model, normal, sqrt, where } from "@credence/model";
import { nuts, slice } from "@credence/samplers";
import { expect, it } from "vitest";
import { sampleSync } from "../src/index.js";

it("agrees with slice where the branch not taken has none (5 standard errors: a false alarm in 1.7 million)", () => {
  const kinked = model(() => {
    const a = normal(0, 1);
    const y = normal(where(gt(a, 0), sqrt(a as never), 0), 1);
    return { a, y };
  });
  const posterior = kinked().observe({ y: 0 });
  const run = (sampler: ReturnType<typeof nuts | typeof slice>) => {
    const trace = sampleSync(posterior, { sampler, seed: 4, draws: 2000, chains: 2 });
    const chains = [0, 1].map((c) => trace.a.values.slice(2000 * c, 2000 * (c + 1)));
    return { mean: trace.a.mean(), error: mcseMean(chains), diverging: trace.$.stats.diverging ?? [] };
  };
  const [byNuts, bySlice] = [run(nuts()), run(slice())];
  expect(Math.abs(byNuts.mean - bySlice.mean)).toBeLessThan(5 * Math.hypot(byNuts.error, bySlice.error));
  expect(Array.from(byNuts.diverging).reduce((s, v) => s + v, 0)).toBe(0);
});
