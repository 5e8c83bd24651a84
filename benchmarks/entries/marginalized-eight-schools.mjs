/** Count effective draws a second of NUTS on eight schools with all conjugate laws integrated out, beside NUTS on the model as written. */
import { marginalizedBenchmark } from "../complete.mjs";
import { eightSchools } from "../models.mjs";

export default marginalizedBenchmark("marginalized-eight-schools", eightSchools(), { blocks: 7, warmUps: 5 });
