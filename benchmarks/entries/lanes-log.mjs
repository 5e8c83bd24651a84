/** Time log in lanes of WebAssembly. */
import { log } from "@credence/math";
import { lanesBenchmark } from "../lanes.mjs";

export default lanesBenchmark("log", log, (share) => 1e-3 + 50 * share);
