/** Count effective draws a second of NUTS on 500 Poisson counts with gamma rates with all conjugate laws integrated out, beside NUTS on the model as written. */
import { marginalizedBenchmark } from "../complete.mjs";
import { poissonGamma } from "../models.mjs";

export default marginalizedBenchmark("marginalized-poisson-gamma", poissonGamma(), { blocks: 1, warmUps: 1 });
