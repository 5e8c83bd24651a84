/** Count effective draws a second of NUTS on the hierarchical beta-binomial model with 2000 groups. */
import { hierarchicalBetaBinomialByHand } from "../baselines/hierarchical-beta-binomial.mjs";
import { essBenchmark } from "../ess.mjs";
import { data, hierarchicalBetaBinomial } from "../models.mjs";

export default essBenchmark(
  "ess-hier-bb-2000",
  hierarchicalBetaBinomial(2000),
  2002,
  hierarchicalBetaBinomialByHand(data("hier_bb_2000")),
  { chains: 1, blocks: 3 },
);
