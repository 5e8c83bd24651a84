/** Time a gradient of counts of clicks in three arms of a million visitors beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("arms-1000000");
