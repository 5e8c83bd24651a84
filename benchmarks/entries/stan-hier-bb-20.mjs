/** Count effective draws a second of proportions of 20 groups that share a beta distribution, beside Stan's. */
import { hierarchicalBetaBinomial } from "../models.mjs";
import { stanBenchmark } from "../stan.mjs";

export default stanBenchmark("stan-hier-bb-20", "hier_bb__hier_bb_20", () => hierarchicalBetaBinomial(20));
