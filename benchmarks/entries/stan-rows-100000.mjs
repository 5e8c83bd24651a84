/** Count effective draws a second of 100,000 Bernoulli rows in three arms, beside Stan's. */
import { bernoulliRows, visitors } from "../models.mjs";
import { dataOf, stanBenchmark } from "../stan.mjs";

export default stanBenchmark("stan-rows-100000", "ab_raw__ab_raw_100000", () =>
  bernoulliRows(dataOf("ab_raw_100000", () => visitors(100000))),
);
