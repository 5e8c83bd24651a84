/** Time a gradient of an autoregression of a hundred steps, by its precision matrix, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("autoregression-precision");
