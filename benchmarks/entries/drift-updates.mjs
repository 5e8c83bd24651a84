/** Time 200 updates of 20 trials, beside a filter of 20,000 particles, whose evidence has an error of about 0.05. */
import { rng } from "@credence/math";
import { particles } from "../baselines/drift.mjs";
import { evidence, process, series } from "../drift.mjs";

export default {
  name: "drift-updates",
  unit: "ms",
  subject: "spectral",
  baseline: "particles",
  blocks: 5,
  calls: 1,
  setup: () => {
    const steps = series(200, 20);
    const arms = {
      spectral: () => evidence(process.filter(), steps),
      particles: () => evidence(particles(process, 20_000, rng(1)), steps),
    };
    for (let i = 0; i < 5; i++) arms.spectral();
    if (Math.abs(arms.spectral() - arms.particles()) > 0.5) throw new Error("drift-updates: the two filters differ");
    return arms;
  },
  read: (seconds) => seconds * 1e3,
};
