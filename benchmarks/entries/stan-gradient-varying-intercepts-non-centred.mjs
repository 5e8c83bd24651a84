/** Time a gradient of varying intercepts, 919 houses in 85 counties, non-centred, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("varying-intercepts-non-centred");
