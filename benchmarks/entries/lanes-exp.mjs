/** Time exp in lanes of WebAssembly. */
import { exp } from "@credence/math";
import { lanesBenchmark } from "../lanes.mjs";

export default lanesBenchmark("exp", exp, (share) => 40 * share - 20);
