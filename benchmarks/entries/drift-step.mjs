/**
 * Time a step of the spectral filter at 100 trials, beside finite volumes fine enough for eight digits, where the filter has
 * thirteen, and 20,000 particles.
 */
import { rng } from "@credence/math";
import { finiteVolumes, particles } from "../baselines/drift.mjs";
import { evidence, process, series, stepper } from "../drift.mjs";

const CELLS = 4000;
const PARTICLES = 20_000;

export default {
  name: "drift-step",
  unit: "µs",
  subject: "spectral",
  baseline: "finiteVolumes",
  blocks: 7,
  setup: () => {
    const steps = series(50, 100);
    const filters = {
      spectral: () => process.filter(),
      finiteVolumes: () => finiteVolumes(process, CELLS),
      particles: () => particles(process, PARTICLES, rng(1)),
    };
    const exact = evidence(filters.spectral(), steps);
    for (const [name, most] of [
      ["finiteVolumes", 1e-6],
      ["particles", 1],
    ]) {
      const gap = Math.abs(evidence(filters[name](), steps) - exact);
      if (!(gap < most)) throw new Error(`drift-step: ${name} are off by ${gap} in log evidence`);
    }
    return Object.fromEntries(Object.entries(filters).map(([name, filter]) => [name, stepper(filter(), steps)]));
  },
  read: (seconds) => seconds * 1e6,
};
