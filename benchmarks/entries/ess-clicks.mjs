/** Count effective draws a second of NUTS on the tutorial's posterior, which needs no NUTS: the cost around a gradient. */
import { clicksByHand } from "../baselines/clicks.mjs";
import { essBenchmark } from "../ess.mjs";
import { clicks } from "../models.mjs";

export default essBenchmark("ess-clicks", clicks(), 1, clicksByHand(11.5 + 7, 48.5 + 3));
