/** Time a gradient of logistic regression: a matrix of 1,000 × 10 times a vector, and its transpose. */
import { logisticRegressionByHand } from "../baselines/logistic-regression.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { data, logisticRegression } from "../models.mjs";

export default gradientBenchmark(
  "gradient-logistic",
  logisticRegression(),
  logisticRegressionByHand(data("logit_1000_10")),
);
