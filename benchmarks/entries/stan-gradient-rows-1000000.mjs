/** Time a gradient of a million Bernoulli rows in three arms beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("rows-1000000");
