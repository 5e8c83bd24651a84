/** Count effective draws a second of proportions of 20 groups, their rates integrated out, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("hier-bb-integrated-20");
