/** Count effective draws a second of linear regression, 10,000 × 10, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("linear", { blocks: 3 });
