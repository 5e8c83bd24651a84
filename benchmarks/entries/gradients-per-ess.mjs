/** Count gradients per effective draw of plain NUTS beside Stan's. */
import { nuts } from "@credence/samplers";
import { gradientsBenchmark } from "../gradients.mjs";

export default gradientsBenchmark("gradients-per-ess", nuts());
