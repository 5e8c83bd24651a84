/** Show a quantity over time by the density of its draws, where an interval would hide several peaks. */
import type { AnyTrace } from "@credence/draws";
import { heatSpec } from "../specs/over-time.js";
import { courseGrid } from "./course-grid.js";
import type { Kind } from "./kind.js";
import type { TimeOptions } from "./times.js";

export const heat: Kind<AnyTrace, TimeOptions> = {
  from: "trace",
  shows: "variables over a dim of time as shades: the darker, the more draws, with the median and what was observed",
  reading: "Dark is likely. Two dark bands at one time are two explanations, which a median or an interval would hide.",
  spec: (trace, options = {}) => courseGrid("heat", trace, options, heatSpec),
};
