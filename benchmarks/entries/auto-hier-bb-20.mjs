/** Count effective draws a second of complete traces of the hierarchical beta-binomial model with 20 groups, beside NUTS on the model as written. */
import { completeBenchmark } from "../complete.mjs";
import { hierarchicalBetaBinomial } from "../models.mjs";

export default completeBenchmark("auto-hier-bb-20", hierarchicalBetaBinomial(20), { blocks: 7, calls: 40 });
