/** Take the draws of a variable apart by the places of one dim, in the order of their times. */
import { type AnyTrace, cellLabels, cellName, type Dim, suggest, type TraceVariable } from "@credence/draws";
import type { Point } from "../spec.js";
import type { PlotOptions } from "./kind.js";
import { oneTrace } from "./needed.js";

export interface TimeOptions extends PlotOptions {
  /**
   * The dim that is time, where a variable has several; or the times themselves, one for each label of the dim; or the name
   * of data over that dim in the trace. Labels that are numbers are times unless given, others are counted from 1.
   */
  readonly time?: string | readonly number[];
  /** Data to draw upon it: their name in the trace, or one number for each time. What was observed of a predicted variable unless given. */
  readonly observed?: string | readonly number[];
}

/** Draws of one quantity over time. */
export interface Course {
  /** Printed without its time: `rate`, `rate[A]`. */
  name: string;
  timeLabel: string;
  times: number[];
  /** `[time][draw]`. */
  draws: Float64Array[];
  observed: Point[];
}

/** The courses of the variables named, of which predictions count too; of all that have a dim unless named. */
export function coursesOf(kind: string, trace: AnyTrace, options: TimeOptions): Course[] {
  const predicted = oneTrace(kind, trace).$.groups.posteriorPredictive?.$.variables ?? [];
  const known = [...trace.$.variables, ...predicted];
  const chosen =
    options.vars?.map((wanted) => {
      const found = known.find(({ name }) => name === wanted);
      if (found !== undefined) return found;
      const names = known.map(({ name }) => name);
      throw new Error(`plot.${kind}: unknown variable ${JSON.stringify(wanted)}${suggest(wanted, names, "variables")}`);
    }) ?? trace.$.variables.filter(({ draws }) => draws.axes.length > 0);
  if (chosen.length === 0)
    throw new Error(`plot.${kind}: no variable has a dim that could be time; name a variable over one by vars`);
  return chosen.flatMap((variable) => coursesOfVariable(kind, trace, variable, options));
}

function coursesOfVariable(kind: string, trace: AnyTrace, variable: TraceVariable, options: TimeOptions): Course[] {
  const { axes, values } = variable.draws;
  const place = timePlace(kind, variable, options.time);
  const axis = axes[place] as Dim;
  const { times, label } = timesOf(kind, trace, axis, options.time);
  const order = times.map((_, i) => i).sort((a, b) => (times[a] as number) - (times[b] as number));
  const observed = observedOf(kind, trace, variable, options.observed);
  const cells = axes.reduce((product, { size }) => product * size, 1);
  const inner = axes.slice(place + 1).reduce((product, { size }) => product * size, 1);
  const starts = Array.from(
    { length: cells / axis.size },
    (_, i) => Math.floor(i / inner) * inner * axis.size + (i % inner),
  );
  return starts.map((start) => {
    const cellAt = (i: number): number => start + i * inner;
    const seen = order.flatMap((i): Point[] => {
      const value = observed?.values[observed.values.length === axis.size ? i : cellAt(i)];
      return value === undefined || Number.isNaN(value) ? [] : [[times[i] as number, value]];
    });
    return {
      name: cellName(
        variable.name,
        cellLabels(axes, start).filter((_, a) => a !== place),
      ),
      timeLabel: label,
      times: order.map((i) => times[i] as number),
      draws: order.map((i) =>
        Float64Array.from({ length: values.length / cells }, (_, draw) => values[draw * cells + cellAt(i)] as number),
      ),
      observed: seen,
    };
  });
}

function timePlace(kind: string, { name, draws: { axes } }: TraceVariable, time: TimeOptions["time"]): number {
  if (axes.length === 0) throw new Error(`plot.${kind}: ${name} has no dim that could be time; choose by vars`);
  const named = typeof time === "string" ? axes.findIndex((axis) => axis.name === time) : -1;
  if (named >= 0) return named;
  if (axes.length === 1) return 0;
  const fitting = Array.isArray(time) ? axes.findIndex(({ size }) => size === time.length) : -1;
  if (fitting >= 0) return fitting;
  const names = axes.map((axis) => axis.name).join(", ");
  throw new Error(`plot.${kind}: ${name} has the dims ${names}; say by time which of them is time`);
}

function timesOf(
  kind: string,
  trace: AnyTrace,
  axis: Dim,
  time: TimeOptions["time"],
): { times: readonly number[]; label: string } {
  if (typeof time === "string" && time !== axis.name) {
    const data = dataOf(trace)[time];
    if (data === undefined)
      throw new Error(
        `plot.${kind}: time is ${JSON.stringify(time)}, which is no dim and no data of the trace${suggest(time, [axis.name, ...Object.keys(dataOf(trace))], "names")}`,
      );
    return { times: checkedTimes(kind, Array.from(data.values), axis), label: time };
  }
  if (Array.isArray(time)) return { times: checkedTimes(kind, time, axis), label: axis.name };
  const numbers = axis.labels.map(Number);
  return numbers.every(Number.isFinite) && axis.labels.every((label) => String(label).trim() !== "")
    ? { times: checkedTimes(kind, numbers, axis), label: axis.name }
    : {
        times: axis.labels.map((_, i) => i + 1),
        label: `place in ${axis.name}, from ${axis.labels[0]} to ${axis.labels[axis.size - 1]}`,
      };
}

function checkedTimes(kind: string, times: readonly number[], axis: Dim): readonly number[] {
  if (times.length !== axis.size)
    throw new Error(
      `plot.${kind}: there are ${times.length} times for ${axis.size} labels of ${axis.name}; give as many`,
    );
  const wrong = times.find((time, i) => !Number.isFinite(time) || times.indexOf(time) !== i);
  if (wrong !== undefined)
    throw new Error(
      `plot.${kind}: the time ${wrong} ${Number.isFinite(wrong) ? "is there twice" : "is no number"}; give each place a time of its own`,
    );
  return times;
}

/** Everything that a trace knows as data, by name. */
const dataOf = (trace: AnyTrace) => ({ ...trace.$.groups.constantData, ...trace.$.observed });

function observedOf(
  kind: string,
  trace: AnyTrace,
  { name, draws }: TraceVariable,
  observed: TimeOptions["observed"],
): { values: ArrayLike<number> } | undefined {
  if (observed === undefined) {
    const own = trace.$.observed[name];
    return own && own.values.length === cellsOf(draws.axes) ? own : undefined;
  }
  const values = typeof observed === "string" ? dataOf(trace)[observed]?.values : observed;
  if (values === undefined)
    throw new Error(
      `plot.${kind}: the trace has no data named ${JSON.stringify(observed)}${suggest(observed as string, Object.keys(dataOf(trace)), "data")}`,
    );
  if (values.length !== cellsOf(draws.axes) && !draws.axes.some(({ size }) => size === values.length))
    throw new Error(`plot.${kind}: there are ${values.length} observed values, which do not fit ${name}`);
  return { values };
}

const cellsOf = (axes: readonly Dim[]): number => axes.reduce((product, { size }) => product * size, 1);
