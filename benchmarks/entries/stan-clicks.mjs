/** Count effective draws a second of one rate with binomial data, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("clicks");
