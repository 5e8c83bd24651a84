/** Time a gradient of the hierarchical beta-binomial model with 200 groups. */
import { hierarchicalBetaBinomialByHand } from "../baselines/hierarchical-beta-binomial.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { data, hierarchicalBetaBinomial } from "../models.mjs";

export default gradientBenchmark(
  "gradient-hier-bb-200",
  hierarchicalBetaBinomial(200),
  hierarchicalBetaBinomialByHand(data("hier_bb_200")),
);
