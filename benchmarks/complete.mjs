/** Measure effective draws a CPU second of complete traces under `sampler: "auto"`, beside NUTS on the model as written. */
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { inColdProcess } from "./cold.mjs";
import { ofTrace } from "./ess.mjs";

/** Every column is read: what is drawn lazily counts too. */
function complete(posterior, options) {
  const trace = sampleSync(posterior, { ...options, progress: false });
  for (const { draws } of trace.$.variables) draws.values;
  return () => ofTrace(trace);
}

/**
 * Effective draws (smallest bulk ESS over all scalars) for a CPU second of rewriting, compiling, warmup and draws,
 * 4 × 1,000 draws kept, in a process that has done it before.
 */
export const completeBenchmark = (name, posterior, { blocks = 9, warmUps = 40 } = {}) => ({
  name,
  unit: "ESS/s",
  subject: "auto",
  baseline: "asWritten",
  calls: 1,
  blocks,
  setup: () => {
    let seed = 0;
    const arms = {
      auto: () => complete(posterior, { seed: seed++ }),
      asWritten: () => complete(posterior, { seed: seed++, sampler: nuts() }),
    };
    for (let call = 0; call < warmUps; call++) arms.auto();
    arms.asWritten();
    return arms;
  },
  read: (seconds, ess) => ess() / seconds,
});

/** The same for the first run of a new process, after its imports. `posterior` names a model of `models.mjs`, with its arguments. */
export const coldBenchmark = (name, posterior) => ({
  name,
  unit: "ESS/s",
  subject: "auto",
  calls: 1,
  blocks: 5,
  setup: () => ({
    auto: () =>
      inColdProcess(`
        import { sampleSync } from "@credence/inference";
        import { cpuSeconds } from "./measure.mjs";
        import { ofTrace } from "./ess.mjs";
        import * as models from "./models.mjs";
        const posterior = models.${posterior};
        const start = cpuSeconds();
        const trace = sampleSync(posterior, { seed: 1, progress: false });
        for (const { draws } of trace.$.variables) draws.values;
        const seconds = cpuSeconds() - start;
        console.log(ofTrace(trace) / seconds);
      `),
  }),
  read: (_, rate) => rate,
});
