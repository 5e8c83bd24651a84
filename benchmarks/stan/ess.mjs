/** Measure effective draws a CPU second of NUTS beside Stan's for the same program and data, run now and as recorded. */
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { ofTrace, smallest } from "../ess.mjs";
import { recorded, stanCases } from "./cases.mjs";
import { stanProgram } from "./program.mjs";

const sizes = { chains: 4, tune: 1000, draws: 1000 };

/**
 * Effective draws (smallest bulk ESS over all scalars) for a CPU second of compiling, warmup and draws of NUTS on the
 * model as written, 4 × 1,000 draws kept after 1,000 of warmup; `ownWarmup` has as much of it as there is unless said.
 *
 * Stan's are counted in the same way, but for the compiling: `stan`, and `stanGlm` by its GLM primitive, where rstan is
 * installed; `recorded` on another machine, where the record is at hand.
 */
export function stanBenchmark(name, { blocks = 7 } = {}) {
  const { program, glm, dataName, data, posterior } = stanCases[name];
  const values = data();
  const recording = recorded("results.json")?.[`${program}__${dataName}`]?.summary.ess_per_s_total;
  const stan = stanProgram(program, values);
  const stanGlm = stan && glm && stanProgram(glm, values);
  return {
    name: `stan-${name}`,
    unit: "ESS/s",
    subject: "model",
    ...(stan ? { baseline: "stan" } : recording && { baseline: "recorded" }),
    calls: 1,
    blocks,
    setup: () => {
      const made = posterior(values);
      let seed = 0;
      const here = (options) => () => {
        const trace = sampleSync(made, { ...options, sampler: nuts(), seed: seed++, progress: false });
        return (seconds) => ofTrace(trace) / seconds;
      };
      const inStan = (compiled) => () => {
        const { seconds, scalars } = compiled.sample({ ...sizes, seed: ++seed });
        return () => smallest(scalars) / seconds;
      };
      const model = here(sizes);
      model();
      return {
        model,
        ownWarmup: here({}),
        ...(stan && { stan: inStan(stan) }),
        ...(stanGlm && { stanGlm: inStan(stanGlm) }),
        ...(recording && { recorded: () => () => recording }),
      };
    },
    read: (seconds, rate) => rate(seconds),
  };
}
