/** Time two chains in two workers, beside a chain in each of two processes. */
import { workersBenchmark } from "../workers.mjs";

export default workersBenchmark("workers-processes", "processes");
