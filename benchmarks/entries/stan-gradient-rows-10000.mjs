/** Time a gradient of 10,000 Bernoulli rows in three arms beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("rows-10000");
