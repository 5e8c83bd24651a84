/** Time a leapfrog step over a hundred independent normals. */

import { leapfrogBenchmark } from "../leapfrog.mjs";
import { normals } from "../models.mjs";

export default leapfrogBenchmark("leapfrog-100", normals(100));
