/** Time a gradient of logistic regression, 10,000 × 25, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("logistic-10000-25");
