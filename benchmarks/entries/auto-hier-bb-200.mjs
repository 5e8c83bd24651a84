/** Count effective draws a second of complete traces of the hierarchical beta-binomial model with 200 groups, beside NUTS on the model as written. */
import { completeBenchmark } from "../complete.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default completeBenchmark("auto-hier-bb-200", hierarchicalBetaBinomial(200), {
  blocks: 5,
  warmUps: 20,
  calls: 20,
});
