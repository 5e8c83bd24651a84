/** Count effective draws a second of NUTS on the hierarchical beta-binomial model with 20 groups with all conjugate laws integrated out, beside NUTS on the model as written. */
import { marginalizedBenchmark } from "../complete.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default marginalizedBenchmark("marginalized-hier-bb-20", hierarchicalBetaBinomial(20), {
  blocks: 5,
  warmUps: 3,
});
