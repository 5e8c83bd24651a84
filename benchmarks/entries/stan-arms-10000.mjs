/** Count effective draws a second of counts of clicks in three arms of 10,000 visitors, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("arms-10000");
