/** Count effective draws a second of proportions of 200 groups that share a beta distribution, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("hier-bb-200");
