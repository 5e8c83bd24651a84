/** Time a gradient of the hierarchical beta-binomial model with 2000 groups. */
import { hierarchicalBetaBinomialByHand } from "../baselines/hierarchical-beta-binomial.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { data, hierarchicalBetaBinomial } from "../models.mjs";

export default gradientBenchmark(
  "gradient-hier-bb-2000",
  hierarchicalBetaBinomial(2000),
  hierarchicalBetaBinomialByHand(data("hier_bb_2000")),
);
