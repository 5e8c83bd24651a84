/** Count effective draws a second of counts with predictors and fifty groups, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("counts");
