/** Count effective draws a second of logistic regression, 1,000 × 10, beside Stan's without its GLM primitive. */
import { data, singleTrials } from "../models.mjs";
import { stanBenchmark } from "../stan.mjs";

export default stanBenchmark("stan-logistic-1000-10", "logit_plain__logit_1000_10", () =>
  singleTrials(data("logit_1000_10")),
);
