/** Time a gradient of proportions of 20 groups that share a beta distribution beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("hier-bb-20");
