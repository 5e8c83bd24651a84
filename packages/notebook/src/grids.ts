/** Write figures over labels, marginals and records as grids. */
import { type Grid, printable } from "@credence/diagnostics";
import {
  type Cell,
  cellCount,
  cellLabels,
  cellName,
  INTERVAL_MASS,
  type Labelled,
  type Summary,
} from "@credence/draws";
import { columnFormat } from "@credence/plots";

/** Four significant digits of the largest figure. */
const DIGITS = 4;

/** A row for each leaf of a record: `season.phase`, `theta[A]`. */
export function valueGrid(values: object): Grid {
  const rows = leavesOf(values, isValue).flatMap(([name, value]) => {
    const cells = cellsOf(name, value);
    const write = written(cells.map(([, number]) => number));
    return cells.map(([cell, number]) => [printable(cell), write(number)]);
  });
  return [["", "value"], ...rows];
}

/** Mean, sd and interval of each marginal of a record, cell by cell. */
export function marginalGrid(marginals: object): Grid {
  const percent = `${Number((100 * INTERVAL_MASS).toPrecision(6))}%`;
  const rows = leavesOf(marginals, isSummary).flatMap(([name, marginal]) => {
    const { low, high } = marginal.interval();
    const columns = [marginal.mean(), marginal.sd(), low, high].map((cell) => cellsOf(name, cell));
    const write = written(columns.flatMap((column) => column.map(([, number]) => number)));
    return (columns[0] ?? []).map(([cell], i) => [
      printable(cell),
      ...columns.map((column) => write(column[i]?.[1] as number)),
    ]);
  });
  return [["", "mean", "sd", `${percent} low`, "high"], ...rows];
}

/** One row a record and one column a name that any of them has. */
export function recordGrid(records: readonly Readonly<Record<string, unknown>>[]): Grid {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name) => {
    const cells = records.map((record) => record[name]);
    const write = written(cells.filter((cell) => typeof cell === "number"));
    return cells.map((cell) => {
      if (cell === null || cell === undefined) return "–";
      return typeof cell === "number" ? write(cell) : printable(String(cell));
    });
  });
  return [names.map(printable), ...records.map((_, i) => columns.map((column) => column[i] as string))];
}

/** One way of writing for figures of one thing; what is not finite is spelled as it is. */
function written(values: readonly number[]): (value: number) => string {
  const write = columnFormat(values.filter(Number.isFinite), DIGITS);
  return (value) => (Number.isFinite(value) ? write(value) : String(value));
}

/** The numbers of a value under their printed names. */
function cellsOf(name: string, value: Cell<string> | number): (readonly [string, number])[] {
  if (typeof value === "number") return [[name, value]];
  const { axes, values } = value as Labelled<string>;
  return Array.from({ length: cellCount(axes) }, (_, i) => [cellName(name, cellLabels(axes, i)), values[i] as number]);
}

/** The ends of a nested record under their dotted names; `$` holds facts, no values. */
function leavesOf<T>(record: object, isLeaf: (value: unknown) => value is T, prefix = ""): [string, T][] {
  return Object.entries(record).flatMap(([key, value]): [string, T][] => {
    if (key === "$") return [];
    if (isLeaf(value)) return [[prefix + key, value]];
    return typeof value === "object" && value !== null ? leavesOf(value, isLeaf, `${prefix}${key}.`) : [];
  });
}

const isSummary = (value: unknown): value is Summary<string> =>
  typeof value === "object" && value !== null && "interval" in value && "mean" in value;

const isValue = (value: unknown): value is Cell<string> | number =>
  typeof value === "number" || (typeof value === "object" && value !== null && "axes" in value && "values" in value);
