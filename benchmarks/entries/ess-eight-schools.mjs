/** Count effective draws a second of NUTS on the non-centred eight schools. */
import { eightSchoolsByHand } from "../baselines/eight-schools.mjs";
import { essBenchmark } from "../ess.mjs";
import { data, eightSchools } from "../models.mjs";

export default essBenchmark("ess-eight-schools", eightSchools(), 10, eightSchoolsByHand(data("eight")));
