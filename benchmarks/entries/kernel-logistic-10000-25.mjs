/** Time an emitted kernel's gradient of logistic regression, 10,000 rows of 25 predictors. */
import { kernelBenchmark } from "../kernels.mjs";

export default kernelBenchmark("logistic-10000-25");
