/** Read a trace from Stan's CSV files, one a chain, written by this package, by CmdStan or by RStan. */
import { type AnyTrace, trace, type VariableSource } from "../../trace.js";
import { type CellColumn, variablesFrom } from "../cells-by-name.js";
import { decodeHead, filled, type Head, refuse, statsOf } from "../head.js";
import { fromStan } from "../stat-names.js";
import { stanColumns, widthsOf } from "./columns.js";
import { type Comments, readComments } from "./comments.js";
import { parseStanCsv, type StanFile } from "./parse.js";

async function parseAll(paths: readonly string[]): Promise<readonly StanFile[]> {
  const parsed: StanFile[] = [];
  for (const path of paths) {
    try {
      parsed.push(await parseStanCsv(path));
    } catch (error) {
      throw paths.length === 1 ? error : new Error(`${path}: ${(error as Error).message}`, { cause: error });
    }
  }
  const [first] = parsed as [StanFile, ...StanFile[]];
  for (const [i, file] of parsed.entries()) {
    if (file.names.join() !== first.names.join())
      refuse(`${paths[i]} has other columns than ${paths[0]}: give files of one model`);
  }
  return parsed;
}

export async function readStanCsv(paths: readonly string[]): Promise<AnyTrace> {
  const parsed = await parseAll(paths);
  const own = parsed.filter((file) => file.own !== undefined);
  return own.length === parsed.length ? ownTrace(parsed) : foreignTrace(parsed, paths);
}

export async function readStanCsvHead(paths: readonly string[]): Promise<Head> {
  const parsed = await parseAll(paths);
  if (parsed.some(({ own }) => own === undefined)) refuse("only files that this package wrote can be appended to");
  return headOfSet(parsed);
}

/** The head of files that are all the chains of one trace, in order. */
function headOfSet(parsed: readonly StanFile[]): Head {
  const { set, line } = (parsed[0] as StanFile).own as NonNullable<StanFile["own"]>;
  const head = decodeHead(line, "the comment credence_head");
  const { chains } = head.trace.$;
  const asOne = parsed.every(({ own }, i) => own?.set === set && own.chain === i + 1);
  if (!asOne || parsed.length !== chains) {
    refuse(
      `the ${parsed.length} files are not the ${chains} chains of one trace, in order: perhaps one is of another run`,
    );
  }
  const odd = parsed.find(({ rows }) => rows !== head.draws);
  if (odd !== undefined) refuse(`a file has ${odd.rows} draws and its head says ${head.draws}: it is damaged`);
  return head;
}

function ownTrace(parsed: readonly StanFile[]): AnyTrace {
  const head = headOfSet(parsed);
  const { draws } = head;
  const widths = widthsOf(head);
  const values = widths.map((width) => new Float64Array(parsed.length * draws * width));
  const stats = statsOf(head).map(() => new Float64Array(parsed.length * draws));
  const columns = stanColumns(head);
  if (columns.map(({ name }) => name).join() !== parsed[0]?.names.join())
    refuse("the columns are not those of the head");
  for (const [c, { from }] of columns.entries()) {
    if (from.kind === "none") continue;
    const [into, width] = from.kind === "stat" ? [stats[from.index], 1] : [values[from.index], widths[from.index]];
    scatter(parsed, c, 0, into as Float64Array, width as number, from.cell);
  }
  return filled(head, values, stats);
}

/** A column of all files, less `skip` rows, to every `width`-th number from `cell` on. */
function scatter(
  parsed: readonly StanFile[],
  column: number,
  skip: number,
  into: Float64Array,
  width: number,
  cell: number,
): void {
  let at = cell;
  for (const { columns } of parsed) {
    const numbers = columns[column] as Float64Array;
    for (let i = skip; i < numbers.length; i++, at += width) into[at] = numbers[i] as number;
  }
}

/** `z.1.2` → z at 1, 2; what is no number (`z.real`) stays in the name. */
function cellOfName(name: string): CellColumn {
  const [base = name, ...parts] = name.split(".");
  const isIndex = (part: string): boolean => /^\d+$/u.test(part);
  return { name: [base, ...parts.filter((part) => !isIndex(part))].join("."), labels: parts.filter(isIndex) };
}

function foreignTrace(parsed: readonly StanFile[], paths: readonly string[]): AnyTrace {
  const first = parsed[0] as StanFile;
  const comments = parsed.map((file) => readComments(file.comments));
  const { settings } = comments[0] as Comments;
  const number = (name: string): number => Number(settings[name] ?? 0) || 0;
  const thin = number("thin") || 1;
  const tune = number("num_warmup") || number("warmup");
  const saved = settings.save_warmup === "1" || settings.save_warmup === "true";
  const skip = saved ? Math.ceil(tune / thin) : 0;
  const [chains, draws] = [parsed.length, first.rows - skip];
  const odd = parsed.findIndex(({ rows }) => rows !== first.rows);
  if (odd >= 0)
    refuse(`${paths[odd]} has ${parsed[odd]?.rows} rows and ${paths[0]} has ${first.rows}: one was perhaps cut short`);
  if (draws < 0) refuse(`there are ${first.rows} rows, fewer than the ${skip} of the warm-up: the file is cut short`);
  const planned = settings.num_samples === undefined ? draws : Math.ceil(number("num_samples") / thin);
  const interrupted = draws < planned;
  const isStat = (name: string): boolean => name.endsWith("__");
  const plain = first.names.flatMap((name, i) => (isStat(name) ? [] : [i]));
  const sources = variablesFrom(plain.map((i) => cellOfName(first.names[i] as string))).map(
    ({ name, axes, columns }): VariableSource => {
      const values = new Float64Array(chains * draws * columns.length);
      for (const [cell, k] of columns.entries())
        scatter(parsed, plain[k] as number, skip, values, columns.length, cell);
      return { name, axes, values };
    },
  );
  const stats: Record<string, Float64Array> = {};
  for (const [i, name] of first.names.entries()) {
    if (!isStat(name)) continue;
    const into = new Float64Array(chains * draws);
    scatter(parsed, i, skip, into, 1, 0);
    stats[fromStan(name)] = into;
  }
  const { stan_version_major: major, stan_version_minor: minor, stan_version_patch: patch } = settings;
  return trace(sources, {
    sampler: settings.engine ?? settings.algorithm ?? settings.method ?? "unknown",
    seed: number("seed"),
    elapsedMs: 1000 * comments.reduce((sum, { elapsedSeconds }) => sum + elapsedSeconds, 0),
    chains,
    draws,
    tune,
    stats,
    versions: major === undefined ? {} : { stan: [major, minor, patch].join(".") },
    options: {
      ...settings,
      adaptation: comments.map(({ stepSize, inverseMetric }) => ({ stepSize: stepSize ?? null, inverseMetric })),
    },
    interrupted,
    messages: interrupted ? [`the file has ${draws} draws of the ${planned} that were asked for`] : [],
  });
}
