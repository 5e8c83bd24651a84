/** Time a gradient of a Gaussian process at a hundred places: factors, solutions and their adjoints. */
import { gaussianProcessByHand } from "../baselines/gaussian-process.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { curve, smoothProcess } from "../models.mjs";

export default gradientBenchmark("gradient-gaussian-process", smoothProcess(), gaussianProcessByHand(curve()));
