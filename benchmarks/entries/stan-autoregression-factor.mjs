/** Count effective draws a second of an autoregression of a hundred steps, by the factor of its covariance, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("autoregression-factor", { blocks: 3 });
