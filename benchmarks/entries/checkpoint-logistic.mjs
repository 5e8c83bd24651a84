/** Compare the CPU time of draws of a logistic regression that are kept in a checkpoint with that of draws that are not. */
import { checkpointBenchmark } from "../checkpoint.mjs";
import { logisticRegression } from "../models.mjs";

export default checkpointBenchmark("checkpoint-logistic", logisticRegression, { draws: 1000 });
