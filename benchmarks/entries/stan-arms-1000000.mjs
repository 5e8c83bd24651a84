/** Count effective draws a second of counts of clicks in three arms of a million visitors, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("arms-1000000");
