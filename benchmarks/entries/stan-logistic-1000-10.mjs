/** Count effective draws a second of logistic regression, 1,000 × 10, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("logistic-1000-10");
