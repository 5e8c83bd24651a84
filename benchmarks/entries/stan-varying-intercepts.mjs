/** Count effective draws a second of varying intercepts, 919 houses in 85 counties, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("varying-intercepts");
