/** Time a gradient of counts with predictors and fifty groups beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("counts");
