/** Count effective draws a second of eight schools, centred, beside Stan's. */
import { stanBenchmark } from "../stan/ess.mjs";

export default stanBenchmark("eight-schools-centred");
