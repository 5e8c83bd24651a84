/** Time a gradient of eight schools, non-centred, beside Stan Math's. */
import { stanGradientBenchmark } from "../stan/gradient.mjs";

export default stanGradientBenchmark("eight-schools");
