/** Show a quantity over time by its median and intervals, with what was seen. */
import type { AnyTrace } from "@credence/draws";
import { ribbonSpec } from "../specs/over-time.js";
import { courseGrid } from "./course-grid.js";
import type { Kind } from "./kind.js";
import type { TimeOptions } from "./times.js";

export interface RibbonOptions extends TimeOptions {
  /** Probabilities of the intervals; 0.5 and 0.94 unless given. */
  readonly probabilities?: readonly number[];
}

export const ribbon: Kind<AnyTrace, RibbonOptions> = {
  from: "trace",
  shows: "variables over a dim of time: the median, the 50% and 94% intervals, and what was observed",
  reading:
    "The band is where the quantity lies at each time by itself; a path that stays inside everywhere is rarer. Of a predicted variable, about 6 of 100 observations fall outside the wide band.",
  spec: (trace, options = {}) =>
    courseGrid("ribbon", trace, options, (course) =>
      ribbonSpec({ ...course, ...(options.probabilities ? { probabilities: options.probabilities } : {}) }),
    ),
};
