/** Count effective draws a second of proportions of 2,000 groups that share a beta distribution, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("hier-bb-2000", { blocks: 3 });
