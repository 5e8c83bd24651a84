/** Count effective draws a second of NUTS on the hierarchical beta-binomial model with 2,000 groups with all conjugate laws integrated out, beside NUTS on the model as written. */
import { marginalizedBenchmark } from "../complete.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default marginalizedBenchmark("marginalized-hier-bb-2000", hierarchicalBetaBinomial(2000), {
  blocks: 1,
  warmUps: 1,
});
