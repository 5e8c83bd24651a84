/** Count effective draws a second of NUTS on the hierarchical beta-binomial model with 200 groups with all conjugate laws integrated out, beside NUTS on the model as written. */
import { marginalizedBenchmark } from "../complete.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default marginalizedBenchmark("marginalized-hier-bb-200", hierarchicalBetaBinomial(200), {
  blocks: 3,
  warmUps: 1,
});
