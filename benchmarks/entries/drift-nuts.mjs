/** Count effective draws a second of NUTS on rate, mean and concentration of 200 updates. */
import { essBulk } from "@credence/diagnostics";
import { driftPosterior } from "@credence/drift";
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { series } from "../drift.mjs";

export default {
  name: "drift-nuts",
  unit: "ESS/s",
  subject: "nuts",
  blocks: 1,
  calls: 1,
  setup: () => {
    const posterior = driftPosterior(series(200, 20));
    return {
      nuts: () => {
        const trace = sampleSync(posterior, {
          sampler: nuts(),
          seed: 1,
          chains: 2,
          tune: 300,
          draws: 800,
          progress: false,
        });
        const scalars = trace.$.variables.flatMap(({ draws }) => draws.scalars().map(({ chains }) => chains));
        const least = Math.min(...scalars.map((chains) => essBulk(chains)));
        if (!(least > 400)) throw new Error(`drift-nuts: the smallest ESS is ${least}`);
        return least;
      },
    };
  },
  read: (seconds, ess) => ess / seconds,
};
