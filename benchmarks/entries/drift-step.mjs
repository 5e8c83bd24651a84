/** Time a step of the spectral filter at 100 trials, beside finite volumes, which are less accurate still. */
import { finiteVolumes } from "../baselines/drift.mjs";
import { evidence, process, series, stepper } from "../drift.mjs";

const CELLS = 2000;

export default {
  name: "drift-step",
  unit: "µs",
  subject: "spectral",
  baseline: "finiteVolumes",
  blocks: 9,
  setup: () => {
    const steps = series(50, 100);
    const gap = Math.abs(evidence(process.filter(), steps) - evidence(finiteVolumes(process, CELLS), steps));
    if (!(gap < 1e-3)) throw new Error(`drift-step: the two filters differ by ${gap} in log evidence`);
    return { spectral: stepper(process.filter(), steps), finiteVolumes: stepper(finiteVolumes(process, CELLS), steps) };
  },
  read: (seconds) => seconds * 1e6,
};
