/** Count effective draws a second of complete traces of the hierarchical beta-binomial model with 2,000 groups, beside NUTS on the model as written. */
import { completeBenchmark } from "../complete.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default completeBenchmark("auto-hier-bb-2000", hierarchicalBetaBinomial(2000), {
  blocks: 1,
  warmUps: 1,
  calls: 3,
});
