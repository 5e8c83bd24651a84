/** Time a gradient of linear regression, 10,000 × 10, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("linear");
