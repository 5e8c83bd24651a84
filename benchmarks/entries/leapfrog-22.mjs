/** Time a leapfrog step over the rates of 20 groups and their spread. */

import { leapfrogBenchmark } from "../leapfrog.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default leapfrogBenchmark("leapfrog-22", hierarchicalBetaBinomial(20));
