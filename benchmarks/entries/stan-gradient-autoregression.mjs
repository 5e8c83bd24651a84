/** Time a gradient of an autoregression of a hundred steps, step by step, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("autoregression");
