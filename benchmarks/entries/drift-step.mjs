/** Time a step of the spectral filter at 100 trials, beside finite volumes fine enough for eight digits, where the filter has thirteen. */
import { finiteVolumes } from "../baselines/drift.mjs";
import { evidence, process, series, stepper } from "../drift.mjs";

const CELLS = 4000;

export default {
  name: "drift-step",
  unit: "µs",
  subject: "spectral",
  baseline: "finiteVolumes",
  blocks: 7,
  setup: () => {
    const steps = series(50, 100);
    const gap = Math.abs(evidence(process.filter(), steps) - evidence(finiteVolumes(process, CELLS), steps));
    if (!(gap < 1e-6)) throw new Error(`drift-step: the two filters differ by ${gap} in log evidence`);
    return { spectral: stepper(process.filter(), steps), finiteVolumes: stepper(finiteVolumes(process, CELLS), steps) };
  },
  read: (seconds) => seconds * 1e6,
};
