/** Time NUTS on rate, mean and concentration of 200 updates until each has 400 effective draws, warmup included. */
import { essBulk } from "@credence/diagnostics";
import { driftPosterior } from "@credence/drift";
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { series } from "../drift.mjs";

export default {
  name: "drift-nuts",
  unit: "s",
  subject: "nuts",
  blocks: 1,
  calls: 1,
  setup: () => {
    const posterior = driftPosterior(series(200, 20));
    return {
      nuts: () => {
        const trace = sampleSync(posterior, {
          sampler: nuts({ metric: "dense", targetAccept: 0.7 }),
          seed: 1,
          chains: 1,
          tune: 200,
          draws: 1000,
          progress: false,
        });
        const ess = Object.fromEntries(
          ["rate", "mean", "concentration"].map((name) => [`ESS of ${name}`, essBulk([trace[name].values])]),
        );
        for (const [name, value] of Object.entries(ess))
          if (!(value > 400)) throw new Error(`drift-nuts: the ${name} is ${value}`);
        return ess;
      },
    };
  },
  read: (seconds) => seconds,
  also: (ess) => ess,
};
