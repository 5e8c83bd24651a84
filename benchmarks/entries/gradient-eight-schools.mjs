/** Time a gradient of eight schools: ten coordinates, where every instruction's overhead shows. */
import { eightSchoolsByHand } from "../baselines/eight-schools.mjs";
import { gradientBenchmark } from "../gradient.mjs";
import { data, eightSchools } from "../models.mjs";

export default gradientBenchmark("gradient-eight-schools", eightSchools(), eightSchoolsByHand(data("eight")));
