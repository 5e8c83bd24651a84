/** Count effective draws a second of complete traces of varying intercepts, beside NUTS on the model as written. */
import { completeBenchmark } from "../complete.mjs";
import { varyingIntercepts } from "../models.mjs";

export default completeBenchmark("auto-varying-intercepts", varyingIntercepts(), { blocks: 5, warmUps: 20, calls: 20 });
