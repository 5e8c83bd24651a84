/** Count the gradients of an effective draw on the posteriors that Stan was timed on, as multiples of Stan's. */
import { sampleSync } from "@credence/inference";
import { ofTrace } from "./ess.mjs";
import { stanCases } from "./stan/cases.mjs";

/** The posteriors whose gradients were counted in Stan. */
const counted = Object.entries(stanCases).filter(([, { drawing }]) => drawing !== undefined);

/** Leapfrog steps after warmup, and evaluations in all, for each effective draw of the scalar with the smallest bulk ESS. */
function gradientsOf({ posterior, data }, sampler, seed) {
  const trace = sampleSync(posterior(data()), { sampler, seed, progress: false });
  const ess = ofTrace(trace);
  const evaluations = trace.$.options.cost.reduce((sum, c) => sum + c.tuneEvaluations + c.drawEvaluations, 0);
  return { drawing: trace.$.stats.leapfrogSteps.reduce((a, b) => a + b, 0) / ess, total: evaluations / ess };
}

const geometricMean = (values) => Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);

/**
 * A benchmark of a sampler's gradients after warmup for each effective draw, divided by Stan's: the geometric mean over
 * all models. Every run has a seed of its own; each model's figures go to standard error.
 */
export const gradientsBenchmark = (name, sampler) => ({
  name,
  unit: "of Stan's",
  subject: "nuts",
  calls: 1,
  blocks: 2,
  setup: () => {
    let seed = 1;
    return {
      nuts: () => {
        const ratios = counted.map(([model, stan]) => {
          const { drawing, total } = gradientsOf(stan, sampler, seed);
          const ratio = { drawing: drawing / stan.drawing, total: total / stan.total };
          console.error(
            `${name} ${seed} ${model.padEnd(30)} ${drawing.toFixed(2).padStart(8)} a draw, ${ratio.drawing.toFixed(2)} of Stan's; with warmup ${ratio.total.toFixed(2)}`,
          );
          return ratio;
        });
        seed += 1;
        const [drawing, total] = [ratios.map((r) => r.drawing), ratios.map((r) => r.total)].map(geometricMean);
        console.error(`${name}: ${drawing.toFixed(3)} of Stan's; with warmup ${total.toFixed(3)}`);
        return drawing;
      },
    };
  },
  read: (_, ratio) => ratio,
});
