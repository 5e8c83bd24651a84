/** Count effective draws a second of linear regression, 10,000 × 10, beside Stan's on rows that are not rewritten. */
import { linearRegression, measurements } from "../models.mjs";
import { dataOf, stanBenchmark } from "../stan.mjs";

function rows() {
  const { X, y } = dataOf("lin_10000_10", () => ({ X: undefined, y: undefined }));
  return y === undefined ? measurements(10000, 10) : { x: Float64Array.from(X.flat()), y };
}

export default stanBenchmark("stan-linear", "lin_plain__lin_10000_10", () => linearRegression(rows()));
