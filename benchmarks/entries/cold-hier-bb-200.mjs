/** Count effective draws a second of the first complete trace that a new process makes of the hierarchical beta-binomial model with 200 groups. */
import { coldBenchmark } from "../complete.mjs";

export default coldBenchmark("cold-hier-bb-200", "hierarchicalBetaBinomial(200)");
