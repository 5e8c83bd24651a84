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
 * Two ways to run one posterior, 4 × 1,000 complete draws each: effective draws for a CPU second of all that a run does.
 * Short runs are called many times a block, so that what the other arm left to be collected counts little.
 */
const besideAsWritten = (name, posterior, subject, options, { blocks = 9, warmUps = 40, calls = 1 } = {}) => ({
  name,
  unit: "ESS/s",
  subject,
  baseline: "asWritten",
  calls: { [subject]: calls, asWritten: 1 },
  blocks,
  setup: () => {
    let seed = 0;
    const arms = {
      [subject]: () => complete(posterior, { ...options, seed: seed++ }),
      asWritten: () => complete(posterior, { seed: seed++, sampler: nuts() }),
    };
    for (let call = 0; call < warmUps; call++) arms[subject]();
    arms.asWritten();
    return arms;
  },
  read: (seconds, ess) => ess() / seconds,
});

/**
 * Effective draws (smallest bulk ESS over all scalars) of a run that is left to itself, in a process that has done it
 * before: what follows from the posterior alone is remembered, as Stan's model is compiled; the rest is counted.
 */
export const completeBenchmark = (name, posterior, sizes) => besideAsWritten(name, posterior, "auto", {}, sizes);

/** The same of NUTS on what is left when all that has a conjugate law is integrated out, drawn back included. */
export const marginalizedBenchmark = (name, posterior, sizes = { blocks: 5, warmUps: 3 }) =>
  besideAsWritten(name, posterior, "marginalized", { sampler: nuts(), marginalize: true }, sizes);

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
