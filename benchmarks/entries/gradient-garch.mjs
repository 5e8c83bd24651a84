/** Time a gradient of GARCH(1, 1) over 300 days: a recursion that goes day by day, and back again. */
import { garchByHand } from "../baselines/garch.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { garch, returns } from "../models.mjs";

export default gradientBenchmark("gradient-garch", garch(), garchByHand(returns));
