/** Time a gradient of 100,000 Bernoulli rows in three arms, beside that of 10,000 rows. */
import { bernoulliRows, visitors } from "../models.mjs";
import { rowsBenchmark } from "../rewrites.mjs";

export default rowsBenchmark(
  "rewrites-rows-100000",
  () => bernoulliRows(visitors(100000)),
  () => bernoulliRows(visitors(10000)),
);
