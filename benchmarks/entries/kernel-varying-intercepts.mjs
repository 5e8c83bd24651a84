/** Time an emitted kernel's gradient of varying intercepts, 919 houses in 85 counties. */
import { kernelBenchmark } from "../kernels.mjs";

export default kernelBenchmark("varying-intercepts");
