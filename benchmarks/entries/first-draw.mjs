/** Time a fresh process from the call of `sample` to the first draw of NUTS: compiling, a start and one transition. */
import { coldMilliseconds, nodeStart } from "../cold.mjs";

const before = `
  import { sample } from "@credence/inference";
  import { nuts } from "@credence/samplers";
  import { eightSchools } from "./models.mjs";
  const posterior = eightSchools();
`;
const work = "await sample(posterior, { sampler: nuts(), draws: 1, tune: 0, chains: 1, seed: 1, progress: false });";

export default {
  name: "first-draw",
  unit: "ms",
  subject: "sample",
  baseline: "node",
  calls: 1,
  setup: () => ({ sample: coldMilliseconds(work, before), node: nodeStart }),
  read: (_, milliseconds) => milliseconds,
};
