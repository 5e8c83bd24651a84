/** Count effective draws a second of counts with predictors and fifty groups, beside Stan's without its GLM primitive. */
import { groupedCounts, rowsOf } from "../models.mjs";
import { dataOf, stanBenchmark } from "../stan.mjs";

const otherwise = () => rowsOf(500, 5, (u) => Math.floor(6 * u * u), 50);

export default stanBenchmark("stan-counts", "pois_plain__pois_500_50", () =>
  groupedCounts(dataOf("pois_500_50", otherwise)),
);
