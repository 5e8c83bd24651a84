/** Count effective draws a second of an autoregression of a hundred steps, by its precision matrix, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("autoregression-precision", { blocks: 3 });
