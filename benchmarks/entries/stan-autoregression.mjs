/** Count effective draws a second of an autoregression of a hundred steps, step by step, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("autoregression");
