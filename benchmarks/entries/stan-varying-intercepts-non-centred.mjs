/** Count effective draws a second of varying intercepts, 919 houses in 85 counties, non-centred, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("varying-intercepts-non-centred");
