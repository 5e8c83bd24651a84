/** Time a gradient of 100,000 Bernoulli rows in three arms beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("rows-100000");
