/** Count effective draws a second of 10,000 Bernoulli rows in three arms, beside Stan's. */
import { bernoulliRows, visitors } from "../models.mjs";
import { dataOf, stanBenchmark } from "../stan.mjs";

export default stanBenchmark("stan-rows-10000", "ab_raw__ab_raw_10000", () =>
  bernoulliRows(dataOf("ab_raw_10000", () => visitors(10000))),
);
