/** Compare, by the clock on the wall, short draws of the eight schools that are kept in a checkpoint with draws that are not. */
import { checkpointBenchmark } from "../checkpoint.mjs";
import { wallSeconds } from "../measure.mjs";
import { eightSchools } from "../models.mjs";

export default checkpointBenchmark("checkpoint-wall", eightSchools, { draws: 10_000, clock: wallSeconds });
