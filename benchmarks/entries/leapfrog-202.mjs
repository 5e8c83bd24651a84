/** Time a leapfrog step over the rates of 200 groups and their spread. */

import { leapfrogBenchmark } from "../leapfrog.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default leapfrogBenchmark("leapfrog-202", hierarchicalBetaBinomial(200));
