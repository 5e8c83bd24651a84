/** Time a gradient of one rate with binomial data beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("clicks");
