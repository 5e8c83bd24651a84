/** Draw the posterior after more and more data, one row each, on one axis, to show how certainty grows. */
import { checkInterval, checkNumber, checkProbability, checkSome } from "../check.js";
import { type Curve, curvePoints, peak } from "../curve.js";
import { formatNumber, formatPercent } from "../number.js";
import { heading, type Mark, type PlotSpec, type Point, type Role, type Words } from "../spec.js";
import { curveDomain, type MarkedValue, markValue } from "./density.js";

/** One posterior: its curve, on a grid that resolves it, and what is said beside it. */
export interface PosteriorRow {
  /** Such as `"1,000 impressions"`. */
  label: string;
  /** `"posterior"` unless given. */
  role?: Role;
  x: Curve["x"];
  density: Curve["density"];
  mean: number;
  low: number;
  high: number;
}

export interface PosteriorsInput extends Words {
  xLabel: string;
  /** From least to most data, drawn from top to bottom. */
  posteriors: readonly PosteriorRow[];
  /** The probability of each interval `[low, high]`, in (0, 1). */
  probability: number;
  /** What a row is, for the table; `"data"` unless given. */
  rowName?: string;
  /** Most points of a curve; 100 unless given. */
  points?: number;
  /** Such as the rate that made the data. */
  marked?: MarkedValue;
}

// The row's height is 1; its curve stands on BASE and rises by RISE, its interval lies beneath.
const BASE = 0.84;
const RISE = 0.76;
const INTERVAL = 0.93;

/**
 * A row for each posterior. All curves have the same height, whatever their density: ten times the data would make them
 * three times as high, and only the last would be seen. Width is what the rows compare.
 *
 * @throws RangeError for no posteriors, a curve that cannot be drawn, or an interval that is upside down.
 */
export function posteriorsSpec(input: PosteriorsInput): PlotSpec {
  const caller = "posteriorsSpec";
  checkSome(caller, "posteriors", input.posteriors, "posterior");
  checkProbability(caller, input.probability);
  if (input.marked) checkNumber(caller, `marked "${input.marked.label}"`, input.marked.value);
  const rows = input.posteriors.map((posterior) => {
    checkNumber(caller, `the mean of "${posterior.label}"`, posterior.mean);
    checkInterval(caller, `the interval of "${posterior.label}"`, posterior.low, posterior.high);
    return {
      ...posterior,
      role: posterior.role ?? ("posterior" as const),
      points: curvePoints(caller, { ...posterior, role: "posterior" }, input.points ?? 100),
    };
  });
  const rule = input.marked && markValue(input.marked);
  const percent = formatPercent(input.probability);
  const outline: Mark[] = rows.map(({ points, role }, i) => ({
    type: "line",
    role,
    points: ridge(points, i),
    weight: "normal",
  }));
  const filled: Mark[] = rows.map(({ points, role }, i) => ({
    type: "area",
    role,
    points: ridge(points, i),
    base: i + BASE,
  }));
  return {
    kind: "posteriors",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. ${rows
        .map(({ label, mean, low, high }) => `${label}: mean ${interval(mean, low, high)}.`)
        .join(" ")}${rule ? ` Marked: ${rule.label}.` : ""}`,
    x: {
      type: "number",
      label: input.xLabel,
      domain: curveDomain(rows, [...rows.flatMap(({ low, high }) => [low, high]), ...(rule ? [rule.x] : [])]),
    },
    y: {
      type: "rows",
      rows: rows.map(({ label, mean, low, high }) => ({ label, note: interval(mean, low, high) })),
      lanes: 5,
      noteLabel: `mean [${percent} interval]`,
    },
    marks: [
      ...(rule ? [rule] : []),
      ...filled,
      ...outline,
      ...[...new Set(rows.map(({ role }) => role))].map(
        (role): Mark => ({
          type: "segments",
          role,
          weight: "thick",
          segments: rows.flatMap((row, i): [number, number, number][] =>
            row.role === role ? [[row.low, row.high, i + INTERVAL]] : [],
          ),
        }),
      ),
    ],
    table: {
      caption: `${input.title}: posterior mean and ${percent} interval`,
      columns: [input.rowName ?? "data", "mean", "lower", "upper", "width"],
      rows: rows.map(({ label, mean, low, high }) => [label, mean, low, high, high - low]),
    },
  };
}

function ridge(points: readonly Point[], row: number): Point[] {
  const top = peak(points)[1] || 1;
  return points.map(([x, y]) => [x, row + BASE - (RISE * y) / top]);
}

function interval(mean: number, low: number, high: number): string {
  return `${formatNumber(mean)} [${formatNumber(low)}, ${formatNumber(high)}]`;
}
