/** Time a gradient of counts of clicks in three arms of 10,000 visitors beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("arms-10000");
