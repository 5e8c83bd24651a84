/** Count effective draws a second of the first complete trace that a new process makes of eight schools. */
import { coldBenchmark } from "../complete.mjs";

export default coldBenchmark("cold-eight-schools", "eightSchools()");
