/** Time two chains in two workers, beside one chain in the calling thread. */
import { workersBenchmark } from "../workers.mjs";

export default workersBenchmark("workers", "one");
