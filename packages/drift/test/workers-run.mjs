/** Sample a model with a drifting rate with the built packages, in workers and without, and print whether the draws agree. */
import { sample, sampleSync } from "@credence/inference";
import { column, dim, gamma, model, beta as unit } from "@credence/model";
import { nuts } from "@credence/samplers";
import { drift } from "../dist/index.js";

const week = dim("week", 6);
const campaign = model(() => {
  const rate = gamma(2, 4);
  const mean = unit(2, 6);
  const times = column(week, [0, 1, 2, 3, 4.5, 6]);
  const clicks = drift({ rate, mean, concentration: 20, trials: 25, times });
  return { rate, mean, clicks };
});
const posterior = campaign().observe({ clicks: [5, 6, 4, 7, 9, 8] });
const usual = { sampler: nuts(), tune: 50, draws: 100, chains: 2, seed: 1, progress: false };
const bits = ({ $ }) => JSON.stringify($.variables.map(({ draws }) => Array.from(draws.values)));
const whole = bits(sampleSync(posterior, usual));
const told = [];
for (const workers of [1, 2]) {
  const trace = await sample(posterior, { ...usual, workers });
  told.push([bits(trace) === whole, trace.$.options.workers > 0, trace.$.messages.filter((m) => m.includes("thread"))]);
}
console.log(JSON.stringify(told));
