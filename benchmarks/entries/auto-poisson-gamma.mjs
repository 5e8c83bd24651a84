/** Count effective draws a second of complete traces of 500 Poisson counts with gamma rates, beside NUTS on the model as written. */
import { completeBenchmark } from "../complete.mjs";
import { poissonGamma } from "../models.mjs";

export default completeBenchmark("auto-poisson-gamma", poissonGamma(), { blocks: 3, warmUps: 5 });
