/** Draw one course over time as a picture of its own, and several as panels of one. */
import type { AnyTrace } from "@credence/draws";
import { fixed } from "../number.js";
import type { Picture, PlotSpec } from "../spec.js";
import type { OverTimeInput } from "../specs/over-time.js";
import { panelsSpec } from "../specs/panels.js";
import { wordsFor } from "./choose.js";
import { type Course, coursesOf, type TimeOptions } from "./times.js";

const LIMIT = 12;

export function courseGrid(
  kind: string,
  trace: AnyTrace,
  options: TimeOptions,
  specOf: (input: OverTimeInput) => PlotSpec,
): Picture {
  const draw = (input: OverTimeInput): PlotSpec => ({ ...specOf(input), kind });
  const all = coursesOf(kind, trace, options);
  const [first, ...others] = all.slice(0, options.limit ?? LIMIT) as [Course, ...Course[]];
  const labelOf = ({ name }: Course): string => options.labels?.[name] ?? name;
  const inputOf = ({ times, draws, observed, timeLabel }: Course): Omit<OverTimeInput, "title" | "yLabel"> => ({
    xLabel: timeLabel,
    times,
    draws,
    observed,
  });
  if (others.length === 0)
    return draw({ ...wordsFor(options, `${labelOf(first)} over time`, []), yLabel: labelOf(first), ...inputOf(first) });
  const left = all.length - others.length - 1;
  const notes = left > 0 ? [`the first ${others.length + 1} of ${fixed(all.length, 0)}; choose by vars`] : [];
  const panels = [first, ...others].map((course) => draw({ title: labelOf(course), yLabel: "", ...inputOf(course) }));
  return panelsSpec({ kind, ...wordsFor(options, "Over time", notes), panels });
}
