/** Time a gradient of the hierarchical beta-binomial model with 20 groups. */
import { hierarchicalBetaBinomialByHand } from "../baselines/hierarchical-beta-binomial.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { data, hierarchicalBetaBinomial } from "../models.mjs";

export default gradientBenchmark(
  "gradient-hier-bb-20",
  hierarchicalBetaBinomial(20),
  hierarchicalBetaBinomialByHand(data("hier_bb_20")),
);
