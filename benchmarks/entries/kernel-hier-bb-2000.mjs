/** Time an emitted kernel's gradient of the hierarchical beta-binomial model with 2,000 groups. */
import { kernelBenchmark } from "../kernels.mjs";

export default kernelBenchmark("hier-bb-2000");
