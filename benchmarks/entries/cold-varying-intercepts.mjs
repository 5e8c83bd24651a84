/** Count effective draws a second of the first complete trace that a new process makes of varying intercepts. */
import { coldBenchmark } from "../complete.mjs";

export default coldBenchmark("cold-varying-intercepts", "varyingIntercepts()");
