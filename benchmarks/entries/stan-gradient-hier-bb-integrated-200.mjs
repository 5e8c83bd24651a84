/** Time a gradient of proportions of 200 groups, their rates integrated out, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("hier-bb-integrated-200");
