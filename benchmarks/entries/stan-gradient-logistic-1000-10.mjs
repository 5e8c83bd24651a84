/** Time a gradient of logistic regression, 1,000 × 10, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("logistic-1000-10");
