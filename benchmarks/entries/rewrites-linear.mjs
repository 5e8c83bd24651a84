/** Time a gradient of linear regression, 10,000 × 10, by its triangular factor and row by row. */
import { linearRegression, measurements } from "../models.mjs";
import { rewritesBenchmark } from "../rewrites.mjs";

export default rewritesBenchmark("rewrites-linear", () => linearRegression(measurements(10000, 10)));
