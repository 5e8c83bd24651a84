/** Count gradients per effective draw of NUTS with a low-rank metric and Stan's target of acceptance beside Stan's. */
import { nuts } from "@credence/samplers";
import { gradientsBenchmark } from "../gradients.mjs";

export default gradientsBenchmark("gradients-per-ess-low-rank", nuts({ metric: "lowRank", targetAccept: 0.8 }));
