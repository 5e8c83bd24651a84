/** Count effective draws a second of logistic regression, 10,000 × 25, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("logistic-10000-25", { blocks: 3 });
