/** Time an emitted kernel's gradient of eight schools. */
import { kernelBenchmark } from "../kernels.mjs";

export default kernelBenchmark("eight-schools");
