/** Read a series of clicks among impressions from a table: which columns, in which units of time. */
import { type Step, stepsOf } from "@credence/drift";

/** A series, and its times as the file has them. */
export interface Series {
  readonly steps: readonly Step[];
  readonly times: readonly (string | number)[];
}

/** Which columns hold what. */
export interface Columns {
  readonly time: string;
  readonly clicks: string;
  readonly impressions: string;
}

const DAY = 86_400_000;

/** @throws with a sentence that names the column, the row and the value */
export function readSeries(path: string, data: unknown, { time, clicks, impressions }: Columns): Series {
  if (!Array.isArray(data) || data.length === 0)
    throw new Error(`${path} holds no rows; give one for each observation, with ${time}, ${clicks} and ${impressions}`);
  const rows = data as readonly Record<string, unknown>[];
  for (const column of [time, clicks, impressions])
    if (!(column in (rows[0] as object)))
      throw new Error(
        `${path} has no column "${column}"; it has ${Object.keys(rows[0] as object).join(", ")}: name yours by --time, --clicks, --impressions`,
      );
  const number = (row: Record<string, unknown>, column: string, i: number): number => {
    const value = row[column];
    if (typeof value !== "number")
      throw new Error(`${path}: ${column} of row ${i + 1} is ${String(value)}; it must be a number`);
    return value;
  };
  const observations = rows.map((row, i) => ({
    time: timeOf(row[time], path, time, i),
    successes: number(row, clicks, i),
    trials: number(row, impressions, i),
  }));
  return { steps: stepsOf(observations), times: rows.map((row) => row[time] as string | number) };
}

/** A number as it is, a date in days. */
function timeOf(value: unknown, path: string, column: string, row: number): number {
  if (typeof value === "number") return value;
  const date = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date))
    throw new Error(
      `${path}: ${column} of row ${row + 1} is ${String(value)}; it must be a number or a date such as 2026-03-31`,
    );
  return date / DAY;
}
