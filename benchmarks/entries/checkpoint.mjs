/** Compare the CPU time of short draws of the eight schools that are kept in a checkpoint with that of draws that are not. */
import { checkpointBenchmark } from "../checkpoint.mjs";
import { eightSchools } from "../models.mjs";

export default checkpointBenchmark("checkpoint", eightSchools, { draws: 10_000 });
