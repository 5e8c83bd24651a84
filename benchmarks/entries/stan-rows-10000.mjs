/** Count effective draws a second of 10,000 Bernoulli rows in three arms, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("rows-10000");
