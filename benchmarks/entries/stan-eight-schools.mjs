/** Count effective draws a second of eight schools, non-centred, beside Stan's. */
import { eightSchools } from "../models.mjs";
import { stanBenchmark } from "../stan.mjs";

export default stanBenchmark("stan-eight-schools", "eight_nc__eight", eightSchools);
