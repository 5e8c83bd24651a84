/** Count effective draws a second of proportions of 2,000 groups, their rates integrated out, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("hier-bb-integrated-2000", { blocks: 3 });
