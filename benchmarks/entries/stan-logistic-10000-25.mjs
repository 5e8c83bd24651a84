/** Count effective draws a second of logistic regression, 10,000 × 25, beside Stan's without its GLM primitive. */
import { rowsOf, singleTrials } from "../models.mjs";
import { dataOf, stanBenchmark } from "../stan.mjs";

const otherwise = () => rowsOf(10000, 25, (u) => (u < 0.4 ? 1 : 0));

export default stanBenchmark("stan-logistic-10000-25", "logit_plain__logit_10000_25", () =>
  singleTrials(dataOf("logit_10000_25", otherwise)),
);
