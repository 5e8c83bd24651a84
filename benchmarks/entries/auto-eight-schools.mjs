/** Count effective draws a second of complete traces of eight schools, beside NUTS on the model as written. */
import { completeBenchmark } from "../complete.mjs";
import { eightSchools } from "../models.mjs";

export default completeBenchmark("auto-eight-schools", eightSchools(), { calls: 100 });
