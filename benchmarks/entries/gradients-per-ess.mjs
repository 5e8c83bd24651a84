/** Count gradients per effective draw of plain NUTS at Stan's target of acceptance beside Stan's. */
import { nuts } from "@credence/samplers";
import { gradientsBenchmark } from "../gradients.mjs";

export default gradientsBenchmark("gradients-per-ess", nuts({ targetAccept: 0.8 }));
