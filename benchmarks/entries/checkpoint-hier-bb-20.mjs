/** Compare the CPU time of draws of a hierarchy of twenty groups that are kept in a checkpoint with that of draws that are not. */
import { checkpointBenchmark } from "../checkpoint.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default checkpointBenchmark("checkpoint-hier-bb-20", () => hierarchicalBetaBinomial(20), { draws: 4000 });
