/** Time a leapfrog step over ten independent normals. */

import { leapfrogBenchmark } from "../leapfrog.mjs";
import { normals } from "../models.mjs";

export default leapfrogBenchmark("leapfrog-10", normals(10));
