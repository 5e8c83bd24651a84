/** Measure effective draws a CPU second of NUTS beside what Stan was recorded to give for the same program and data. */
import { existsSync, readFileSync } from "node:fs";
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { ofTrace } from "./ess.mjs";

const folder = new URL(process.env.CREDENCE_STAN_ANCHORS ?? "../../shared/anchors/stan/", import.meta.url);

/** A file of the recorded runs; undefined where there are none. */
function recorded(file) {
  const place = new URL(file, folder);
  return existsSync(place) ? JSON.parse(readFileSync(place, "utf8")) : undefined;
}

/** The data of Stan's run, or, where these are not at hand, others of the same shape. */
export const dataOf = (name, otherwise) => recorded(`data/${name}.json`) ?? otherwise();

/**
 * Effective draws (smallest bulk ESS over all scalars) for a CPU second of compiling, warmup and draws of NUTS on the
 * model as written, 4 × 1,000 draws kept after 1,000 of warmup; Stan's were counted in the same way, on another machine.
 * `shortWarmup` has 400 of it, enough for the Fisher metric.
 *
 * @param run the recorded run, model and data
 */
export const stanBenchmark = (name, run, make) => {
  const stan = recorded("results.json")?.[run]?.summary.ess_per_s_total;
  return {
    name,
    unit: "ESS/s",
    subject: "model",
    ...(stan === undefined ? {} : { baseline: "stan" }),
    calls: 1,
    blocks: 7,
    setup: () => {
      const posterior = make();
      let seed = 0;
      const afterWarmup = (tune) => () => {
        const trace = sampleSync(posterior, { sampler: nuts(), tune, seed: seed++, progress: false });
        return (seconds) => ofTrace(trace) / seconds;
      };
      const model = afterWarmup(1000);
      model();
      return { model, shortWarmup: afterWarmup(400), ...(stan === undefined ? {} : { stan: () => () => stan }) };
    },
    read: (seconds, rate) => rate(seconds),
  };
};
