/** Time an emitted kernel's gradient of linear regression, 10,000 rows of 10 predictors. */
import { kernelBenchmark } from "../kernels.mjs";

export default kernelBenchmark("linear-10000-10");
