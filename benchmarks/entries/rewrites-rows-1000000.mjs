/** Time a gradient of 1,000,000 Bernoulli rows in three arms, beside that of 10,000 rows. */
import { bernoulliRows, visitors } from "../models.mjs";
import { rowsBenchmark } from "../rewrites.mjs";

export default rowsBenchmark(
  "rewrites-rows-1000000",
  () => bernoulliRows(visitors(1000000)),
  () => bernoulliRows(visitors(10000)),
);
