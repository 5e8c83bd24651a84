/** Count effective draws a second of NUTS on the hierarchical beta-binomial model with 20 groups. */
import { hierarchicalBetaBinomialByHand } from "../baselines/hierarchical-beta-binomial.mjs";
import { essBenchmark } from "../ess.mjs";
import { data, hierarchicalBetaBinomial } from "../models.mjs";

export default essBenchmark(
  "ess-hier-bb-20",
  hierarchicalBetaBinomial(20),
  22,
  hierarchicalBetaBinomialByHand(data("hier_bb_20")),
);
