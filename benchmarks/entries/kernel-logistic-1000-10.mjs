/** Time an emitted kernel's gradient of logistic regression, 1,000 rows of 10 predictors. */
import { kernelBenchmark } from "../kernels.mjs";

export default kernelBenchmark("logistic-1000-10");
