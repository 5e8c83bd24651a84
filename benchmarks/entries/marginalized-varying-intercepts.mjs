/** Count effective draws a second of NUTS on varying intercepts with all conjugate laws integrated out, beside NUTS on the model as written. */
import { marginalizedBenchmark } from "../complete.mjs";
import { varyingIntercepts } from "../models.mjs";

export default marginalizedBenchmark("marginalized-varying-intercepts", varyingIntercepts(), { blocks: 3, warmUps: 2 });
