/** Time digamma in lanes of WebAssembly. */
import { digamma } from "@credence/math";
import { lanesBenchmark } from "../lanes.mjs";

export default lanesBenchmark("digamma", digamma, (share) => 10 + 100 * share);
