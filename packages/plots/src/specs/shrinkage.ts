/** Draw raw averages beside their partially pooled means, to show who borrowed strength and who was right later. */
import { checkInterval, checkNumber, checkProbability, checkSome } from "../check.js";
import { columnFormat, formatNumber, formatPercent } from "../number.js";
import { extent, pad } from "../scale.js";
import { heading, type Mark, type PlotSpec, type Words } from "../spec.js";

/** One unit, such as a batter. */
export interface ShrinkageRow {
  label: string;
  /** The unit's own average. */
  raw: number;
  /** Posterior mean under partial pooling, and its interval. */
  mean: number;
  low: number;
  high: number;
  /** What was seen afterwards, if it was. */
  later?: number;
}

export interface ShrinkageInput extends Words {
  xLabel: string;
  rows: readonly ShrinkageRow[];
  /** The probability of each interval, in (0, 1). */
  probability: number;
  /** The average of all units together: where the rows shrink to. */
  pooled?: number;
  /** What the later averages are called; default `"later average"`. */
  laterLabel?: string;
}

/**
 * One row a unit, sorted by raw average, highest first.
 *
 * @throws RangeError for no rows, numbers that are not finite, or an interval that is upside down.
 */
export function shrinkageSpec(input: ShrinkageInput): PlotSpec {
  const caller = "shrinkageSpec";
  checkSome(caller, "rows", input.rows, "row");
  checkProbability(caller, input.probability);
  if (input.pooled !== undefined) checkNumber(caller, "pooled", input.pooled);
  for (const row of input.rows) checkRow(caller, row);
  const rows = [...input.rows].sort((a, b) => b.raw - a.raw || b.mean - a.mean);
  const percent = formatPercent(input.probability);
  const laterLabel = input.laterLabel ?? "later average";
  const withLater = rows.flatMap(({ later }, i) => (later === undefined ? [] : [{ later, i }]));
  const values = [
    ...rows.flatMap(({ raw, low, high, later }) => [raw, low, high, ...(later === undefined ? [] : [later])]),
    ...(input.pooled === undefined ? [] : [input.pooled]),
  ];
  const write = columnFormat(values, 3);
  const marks: Mark[] = [
    ...(input.pooled === undefined
      ? []
      : [
          {
            type: "rule" as const,
            role: "reference" as const,
            label: `all together ${write(input.pooled)}`,
            x: input.pooled,
          },
        ]),
    {
      type: "segments",
      role: "reference",
      weight: "hair",
      segments: rows.map(({ raw, mean }, i) => [raw, mean, i + 0.5]),
    },
    {
      type: "segments",
      role: "posterior",
      label: `${percent} interval`,
      weight: "thin",
      segments: rows.map(({ low, high }, i) => [low, high, i + 0.5]),
    },
    { type: "dots", role: "observed", label: "raw average", points: rows.map(({ raw }, i) => [raw, i + 0.5]) },
    { type: "dots", role: "posterior", label: "partial pooling", points: rows.map(({ mean }, i) => [mean, i + 0.5]) },
    ...(withLater.length === 0
      ? []
      : [
          {
            type: "dots" as const,
            role: "later" as const,
            label: laterLabel,
            points: withLater.map(({ later, i }): [number, number] => [later, i + 0.5]),
          },
        ]),
  ];
  return {
    kind: "shrinkage",
    ...heading(input),
    alt: input.alt ?? describe(input, rows, laterLabel),
    x: { type: "number", label: input.xLabel, domain: pad(extent(values), 0.02) },
    y: {
      type: "rows",
      rows: rows.map(({ label, raw, mean }) => ({ label, note: `${write(raw)} → ${write(mean)}` })),
      lanes: 1,
      noteLabel: "raw → pooled",
    },
    marks,
    table: {
      caption: `${input.title}: raw average, partial pooling with ${percent} interval, ${laterLabel}`,
      columns: ["", "raw average", "partial pooling", "lower", "upper", laterLabel],
      rows: rows.map(({ label, raw, mean, low, high, later }) => [label, raw, mean, low, high, later ?? null]),
    },
  };
}

/** How many later averages the pooled mean met better than the raw average did. */
export function closerRows(rows: readonly ShrinkageRow[]): { closer: number; of: number } {
  const known = rows.filter((row): row is ShrinkageRow & { later: number } => row.later !== undefined);
  const closer = known.filter(({ raw, mean, later }) => Math.abs(mean - later) < Math.abs(raw - later));
  return { closer: closer.length, of: known.length };
}

function checkRow(caller: string, { label, raw, mean, low, high, later }: ShrinkageRow): void {
  checkNumber(caller, `the raw average of "${label}"`, raw);
  checkNumber(caller, `the mean of "${label}"`, mean);
  checkInterval(caller, `the interval of "${label}"`, low, high);
  if (later !== undefined) checkNumber(caller, `the later average of "${label}"`, later);
}

function describe(input: ShrinkageInput, rows: readonly ShrinkageRow[], laterLabel: string): string {
  const span = (values: number[]) => extent(values).map(formatNumber).join(" to ");
  const { closer, of } = closerRows(rows);
  const verdict =
    of === 0
      ? ""
      : ` In ${closer} of ${of} rows partial pooling is nearer to the ${laterLabel} than the raw average is.`;
  const raw = span(rows.map((row) => row.raw));
  const pooled = span(rows.map((row) => row.mean));
  return `${input.title}. ${rows.length} rows: raw averages span ${raw}, partially pooled means ${pooled}.${verdict}`;
}
