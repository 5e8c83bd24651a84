/** Count effective draws a second of varying intercepts, 919 houses in 85 counties, beside Stan's. */
import { varyingIntercepts } from "../models.mjs";
import { stanBenchmark } from "../stan.mjs";

export default stanBenchmark("stan-varying-intercepts", "radon_c__radon", varyingIntercepts);
