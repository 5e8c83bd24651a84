/** Time a gradient of varying intercepts, 919 houses in 85 counties, by county and house by house. */
import { varyingIntercepts } from "../models.mjs";
import { rewritesBenchmark } from "../rewrites.mjs";

export default rewritesBenchmark("rewrites-varying-intercepts", varyingIntercepts);
