/** Time a gradient of an autoregression of a hundred steps, by the factor of its covariance, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("autoregression-factor");
