/** Put what was found of a drifting rate into a table with a picture, and into sentences. */
import type { DriftResult, RateResult } from "./result.js";

/** Rows of a table that is printed; longer ones show their beginning and their end. */
const MOST_ROWS = 40;
/** Characters of the picture. */
const WIDTH = 40;

export function tell(result: DriftResult): string {
  const { observations, forecast } = result;
  const top = Math.max(...observations.map(({ smoothed }) => smoothed.high), ...forecast.map(({ high }) => high)) || 1;
  const lines = observations.map(({ time, clicks, impressions, filtered, smoothed }) => [
    String(time),
    `${clicks}/${impressions}`,
    shown(filtered),
    shown(smoothed),
    picture(smoothed, top, impressions > 0 ? clicks / impressions : undefined),
  ]);
  const later = forecast.map((rate) => [`+${rounded(rate.ahead)}`, "", "", shown(rate), picture(rate, top, undefined)]);
  const head = [
    "time",
    "clicks",
    "filtered",
    "smoothed",
    `0${" ".repeat(WIDTH - rounded(top).length - 1)}${rounded(top)}`,
  ];
  return [
    ...aligned([head, ...shortened(lines), ...later]),
    "filtered: from the data until then; smoothed: from all data; each with its 95 % interval",
    "picture: ─ interval, ● smoothed, × observed; + forecasts",
    "",
    ...parameterLines(result),
    ...result.messages,
  ].join("\n");
}

function parameterLines({ parameters, log_evidence }: DriftResult): string[] {
  const { maximum_likelihood: maximum, posterior } = parameters;
  const rows = (["rate", "mean", "concentration"] as const).map((name) => {
    const { estimate, low, high } = maximum[name];
    const after = posterior[name];
    return [
      name,
      `${rounded(estimate)} [${rounded(low)}, ${rounded(high)}]`,
      `${rounded(after.median)} [${rounded(after.low)}, ${rounded(after.high)}]`,
    ];
  });
  return [
    ...aligned([["learned", "maximum likelihood", "posterior median"], ...rows]),
    `log evidence ${log_evidence.toFixed(3)} at the maximum`,
  ];
}

const rounded = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "∞");
const shown = ({ mean, low, high }: RateResult): string => `${rounded(mean)} [${rounded(low)}, ${rounded(high)}]`;

function picture({ mean, low, high }: RateResult, top: number, observed: number | undefined): string {
  const cells = Array.from({ length: WIDTH }, () => " ");
  const cell = (x: number): number => Math.min(WIDTH - 1, Math.max(0, Math.round((x / top) * (WIDTH - 1))));
  for (let i = cell(low); i <= cell(high); i++) cells[i] = "─";
  if (observed !== undefined && observed <= top) cells[cell(observed)] = "×";
  cells[cell(mean)] = "●";
  return cells.join("").trimEnd();
}

function shortened(lines: readonly string[][]): string[][] {
  if (lines.length <= MOST_ROWS) return [...lines];
  const half = MOST_ROWS / 2;
  return [...lines.slice(0, half), ["…", "", "", "", ""], ...lines.slice(-half)];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join("  ")
      .trimEnd(),
  );
}
