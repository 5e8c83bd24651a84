/** Time lgamma in lanes of WebAssembly. */
import { lgamma } from "@credence/math";
import { lanesBenchmark } from "../lanes.mjs";

export default lanesBenchmark("lgamma", lgamma, (share) => 9 + 100 * share);
