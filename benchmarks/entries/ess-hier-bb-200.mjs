/** Count effective draws a second of NUTS on the hierarchical beta-binomial model with 200 groups. */
import { hierarchicalBetaBinomialByHand } from "../baselines/hierarchical-beta-binomial.mjs";
import { essBenchmark } from "../ess.mjs";
import { data, hierarchicalBetaBinomial } from "../models.mjs";

export default essBenchmark(
  "ess-hier-bb-200",
  hierarchicalBetaBinomial(200),
  202,
  hierarchicalBetaBinomialByHand(data("hier_bb_200")),
  { blocks: 3 },
);
