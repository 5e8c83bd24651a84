/** Draw estimates with intervals, one row a variable and one mark a trace, to compare many at a glance. */
import { checkInterval, checkNumber, checkProbability, checkSome } from "../check.js";
import { columnFormat, formatPercent } from "../number.js";
import { extent, pad } from "../scale.js";
import { heading, type Mark, type PlotSpec, type Role, seriesRole, type Words } from "../spec.js";

/** What one trace says of one variable. */
export interface Estimate {
  /** The trace. */
  series: string;
  mean: number;
  low: number;
  high: number;
  /** An interval inside the other, drawn thick, such as that of half the probability. */
  inner?: readonly [low: number, high: number];
}

export interface ForestRow {
  /** The variable. */
  label: string;
  estimates: readonly Estimate[];
}

export interface ForestInput extends Words {
  xLabel: string;
  rows: readonly ForestRow[];
  /** The probability of each interval, in (0, 1). */
  probability: number;
  /** The probability of each inner interval; 0.5 unless given. */
  innerProbability?: number;
  /** A value to compare with, such as 0. */
  reference?: number;
}

// More than this nobody wants to hear read out.
const MOST_SPOKEN = 20;

/**
 * A forest plot. A series keeps its colour, shape and place in all rows, in the order in which the series first appear.
 *
 * @throws RangeError for no rows, no estimates, numbers that are not finite, or an interval that is upside down.
 */
export function forestSpec(input: ForestInput): PlotSpec {
  const caller = "forestSpec";
  checkSome(caller, "rows", input.rows, "row");
  checkProbability(caller, input.probability);
  if (input.reference !== undefined) checkNumber(caller, "reference", input.reference);
  const estimates = input.rows.flatMap(({ label, estimates }, row) =>
    estimates.map((estimate) => ({ ...estimate, label, row })),
  );
  checkSome(caller, "estimates of all rows", estimates, "estimate");
  for (const { label, series, mean, low, high, inner } of estimates) {
    if (inner) checkInterval(caller, `the inner interval of "${label}" by "${series}"`, ...inner);
    checkNumber(caller, `the mean of "${label}" by "${series}"`, mean);
    checkInterval(caller, `the interval of "${label}" by "${series}"`, low, high);
  }
  const series = [...new Set(estimates.map(({ series }) => series))];
  const percent = formatPercent(input.probability);
  const inner = `${formatPercent(input.innerProbability ?? 0.5)} interval`;
  const place = (row: number, name: string) => row + (series.indexOf(name) + 1) / (series.length + 1);
  const values = estimates.flatMap(({ mean, low, high }) => [mean, low, high]);
  const write = columnFormat(values, 3);
  const spoken =
    estimates.length > MOST_SPOKEN
      ? [`${input.rows.length} rows by ${series.join(", ")}; the table lists them`]
      : estimates.map((e) => `${e.label} by ${e.series}: ${write(e.mean)} [${write(e.low)}, ${write(e.high)}]`);
  return {
    kind: "forest",
    ...heading(input),
    alt: input.alt ?? `${input.title}. Mean and ${percent} interval of ${input.xLabel}. ${spoken.join("; ")}.`,
    x: {
      type: "number",
      label: `${input.xLabel}: mean and ${percent} interval`,
      domain: pad(extent([...values, ...(input.reference === undefined ? [] : [input.reference])]), 0.02),
    },
    y: {
      type: "rows",
      rows: input.rows.map(({ label, estimates: [first] }) =>
        first && series.length === 1
          ? { label, note: `${write(first.mean)} [${write(first.low)}, ${write(first.high)}]` }
          : { label },
      ),
      lanes: series.length,
      ...(series.length === 1 ? { noteLabel: `mean [${percent} interval]` } : {}),
    },
    marks: [
      ...(input.reference === undefined
        ? []
        : [{ type: "rule" as const, role: "reference" as const, x: input.reference }]),
      ...series.flatMap((name, s): Mark[] => {
        const own = estimates.filter((estimate) => estimate.series === name);
        const role = seriesRole(s);
        return [
          {
            type: "segments",
            role,
            weight: "thin",
            segments: own.map(({ low, high, row }) => [low, high, place(row, name)]),
          },
          ...thick(own, role, s === 0 ? inner : undefined, (row) => place(row, name)),
          { type: "dots", role, label: name, points: own.map(({ mean, row }) => [mean, place(row, name)]) },
        ];
      }),
    ],
    table: {
      caption: `${input.title}: mean and ${percent} interval`,
      columns: ["variable", "trace", "mean", "lower", "upper"],
      rows: estimates.map(({ label, series, mean, low, high }) => [label, series, mean, low, high]),
    },
  };
}

function thick(
  estimates: readonly (Estimate & { row: number })[],
  role: Role,
  label: string | undefined,
  place: (row: number) => number,
): Mark[] {
  const segments = estimates.flatMap(({ inner, row }): [number, number, number][] =>
    inner ? [[inner[0], inner[1], place(row)]] : [],
  );
  return segments.length === 0
    ? []
    : [{ type: "segments", role, weight: "thick", ...(label === undefined ? {} : { label }), segments }];
}
