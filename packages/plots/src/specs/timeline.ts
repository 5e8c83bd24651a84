/** Draw a quantity over time: its probability as a heat map or a ribbon, paths through it, observations on it. */
import { checkNumber, checkNumbers, checkSome } from "../check.js";
import { decimate } from "../decimate.js";
import { dotted } from "../dotted.js";
import { formatNumber } from "../number.js";
import { extent, pad } from "../scale.js";
import {
  type CellsMark,
  heading,
  type Mark,
  type PlotSpec,
  type Point,
  type Role,
  type Table,
  type Words,
} from "../spec.js";

/** A density over time: `density[i][j]` from `time[i]` to `time[i + 1]` between `value[j]` and `value[j + 1]`. */
export interface Heat {
  label: string;
  role: Role;
  /** Edges, increasing: one more than there are columns. */
  time: readonly number[];
  /** Edges, increasing: one more than there are densities in a column. */
  value: readonly number[];
  density: readonly ArrayLike<number>[];
}

/** An interval at each time. */
export interface Ribbon {
  label: string;
  role: Role;
  /** `[time, low, high]`. */
  points: readonly (readonly [number, number, number])[];
}

/** A path, or symbols at single times. */
export interface Series {
  label: string;
  role: Role;
  points: readonly Point[];
  /** A thin line for one of many paths. */
  weight?: "normal" | "thin";
}

export interface TimelineInput extends Words {
  xLabel: string;
  yLabel: string;
  heat?: Heat;
  ribbons?: readonly Ribbon[];
  lines?: readonly Series[];
  dots?: readonly Series[];
}

/** Shades of a heat map; neighbours of one shade are drawn as one. */
const SHADES = 14;
const MOST_POINTS = 600;

/**
 * A picture over time. The heat map is scaled by the square root, so that tails can be seen beside a peak.
 *
 * @throws RangeError when there is nothing to draw, a number is not finite, or edges do not fit a heat map.
 */
export function timelineSpec(input: TimelineInput): PlotSpec {
  const caller = "timelineSpec";
  const { heat, ribbons = [], lines = [], dots = [] } = input;
  checkSome(
    caller,
    "heat, ribbons, lines and dots",
    [...(heat ? [heat] : []), ...ribbons, ...lines, ...dots],
    "of them",
  );
  for (const { label, points } of [...lines, ...dots]) checkNumbers(caller, `"${label}"`, points.flat());
  for (const { label, points } of ribbons) checkNumbers(caller, `"${label}"`, points.flat());
  const marks: Mark[] = [
    ...(heat ? [shaded(caller, heat)] : []),
    ...ribbons.map(
      ({ label, role, points }): Mark => ({ type: "ribbon", role, label, points: points.map((p) => [...p]) }),
    ),
    ...lines.map(
      ({ label, role, points, weight = "normal" }): Mark => ({
        type: "line",
        role,
        label,
        weight,
        points: decimate([...points], MOST_POINTS),
      }),
    ),
    ...dots.map(({ label, role, points }) => dotted(role, label, [...points])),
  ];
  const series = [...lines, ...dots].flatMap(({ points }) => points);
  const spans = ribbons.flatMap(({ points }) => points);
  const x = extent([...series.map(([at]) => at), ...spans.map(([at]) => at), ...(heat?.time ?? [])]);
  const y = extent([
    ...series.map(([, at]) => at),
    ...spans.flatMap(([, low, high]) => [low, high]),
    ...(heat?.value ?? []),
  ]);
  return {
    kind: "timeline",
    ...heading(input),
    alt: input.alt ?? sentences(input),
    x: { type: "number", label: input.xLabel, domain: x },
    y: { type: "number", label: input.yLabel, domain: heat ? y : pad(y, 0.03) },
    marks,
    table: tableOf(input),
  };
}

function shaded(caller: string, { label, role, time, value, density }: Heat): CellsMark {
  if (time.length !== density.length + 1)
    throw new RangeError(
      `${caller}: "${label}" has ${time.length} edges of time for ${density.length} columns; give one more than columns`,
    );
  let most = 0;
  density.forEach((column, i) => {
    if (column.length !== value.length - 1)
      throw new RangeError(
        `${caller}: column ${i} of "${label}" has ${column.length} densities for ${value.length} edges; give one fewer than edges`,
      );
    for (let j = 0; j < column.length; j++)
      most = Math.max(most, checkNumber(caller, `density[${i}][${j}] of "${label}"`, column[j] as number));
  });
  const shade = (d: number): number => Math.round(SHADES * Math.sqrt(Math.max(0, d) / (most || 1)));
  const cells: CellsMark["cells"] = [];
  density.forEach((column, i) => {
    for (let j = 0; j < column.length; ) {
      const level = shade(column[j] as number);
      let end = j + 1;
      while (end < column.length && shade(column[end] as number) === level) end++;
      if (level > 0)
        cells.push([
          time[i] as number,
          time[i + 1] as number,
          value[j] as number,
          value[end] as number,
          level / SHADES,
        ]);
      j = end;
    }
  });
  return { type: "cells", role, label, cells };
}

function sentences({ title, xLabel, yLabel, heat, ribbons = [], lines = [], dots = [] }: TimelineInput): string {
  const ends = (label: string, points: readonly (readonly number[])[]): string => {
    const [first, last] = [points[0], points.at(-1)] as [readonly number[], readonly number[]];
    const shown = (point: readonly number[]): string =>
      point
        .slice(1)
        .map((value) => formatNumber(value))
        .join(" to ");
    return points.length === 1
      ? `${label}: ${shown(first)} at ${formatNumber(first[0] as number)}.`
      : `${label} runs from ${shown(first)} at ${formatNumber(first[0] as number)} to ${shown(last)} at ${formatNumber(last[0] as number)}.`;
  };
  return [
    `${title}. ${yLabel} by ${xLabel}.`,
    ...(heat
      ? [
          `Shading shows ${heat.label} from ${formatNumber(heat.time[0] as number)} to ${formatNumber(heat.time.at(-1) as number)}.`,
        ]
      : []),
    ...ribbons.map(({ label, points }) => ends(label, points)),
    ...[...lines, ...dots].map(({ label, points }) => ends(label, points)),
  ].join(" ");
}

/** At most this many rows of each series are told. */
const TOLD = 12;

function tableOf({ title, xLabel, yLabel, heat, ribbons = [], lines = [], dots = [] }: TimelineInput): Table {
  const some = <T>(points: readonly T[]): T[] => points.filter((_, i) => i % Math.ceil(points.length / TOLD) === 0);
  const peaks = heat?.density.map((column, i) => {
    const at = Array.from(column).reduce((best, d, j) => (d > (column[best] as number) ? j : best), 0);
    const middle = (edges: readonly number[], k: number): number =>
      ((edges[k] as number) + (edges[k + 1] as number)) / 2;
    return [`${heat.label}, highest`, middle(heat.time, i), middle(heat.value, at), null];
  });
  return {
    caption: `${title}: ${yLabel} by ${xLabel}`,
    columns: ["what", xLabel, `${yLabel}, or its lower end`, "upper end"],
    rows: [
      ...some(peaks ?? []),
      ...ribbons.flatMap(({ label, points }) => some(points).map(([x, low, high]) => [label, x, low, high])),
      ...[...lines, ...dots].flatMap(({ label, points }) => some(points).map(([x, y]) => [label, x, y, null])),
    ],
  };
}
