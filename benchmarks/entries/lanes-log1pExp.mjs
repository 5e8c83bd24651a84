/** Time log1pExp in lanes of WebAssembly. */
import { log1pExp } from "@credence/math";
import { lanesBenchmark } from "../lanes.mjs";

export default lanesBenchmark("log1pExp", log1pExp, (share) => 20 * share - 10);
