/** Draw a picture of the draws in trace files: to a file, or in the terminal. */
import { printable } from "@credence/diagnostics";
import { type AnyTrace, suggest } from "@credence/draws";
import { type Kind, type KindName, plot, textPicture } from "@credence/plots";
import { traceNames } from "../compare/names.js";
import type { DeriveOptions, OutputOptions } from "../options.js";
import { readDrawn } from "../trace-file/read.js";
import { type PictureFile, writePicture } from "./write.js";

/** Options of `credence plot`, as the command line gives them. */
export interface PlotFilesOptions extends DeriveOptions, OutputOptions {
  readonly kind: string;
  readonly vars?: readonly string[];
  readonly title?: string;
  readonly limit?: number;
  /** The dim or the data that are time. */
  readonly time?: string;
  /** Data to draw upon a course over time. */
  readonly observed?: string;
  readonly form?: string;
  readonly statistic?: string;
  /** Where to write; the terminal when left out. */
  readonly out?: string;
  /** In px; of a drawing in the terminal in columns. */
  readonly width?: number;
  readonly theme?: PictureFile["theme"];
}

/** The kinds that can be drawn from files. */
export const fileKinds: readonly string[] = Object.entries(plot)
  .filter(([, { from }]) => from !== "other")
  .map(([name]) => name);

const [NARROWEST, USUAL, BROADEST] = [40, 80, 100] as const;

/**
 * Writes a picture and prints what it shows, or draws it in the terminal, or with `json` prints the picture as data.
 * Several files are several traces, but for Stan's, which are the chains of one run.
 * @throws with a sentence for an unknown kind, a file that is no trace, or draws of which there is no such picture.
 */
export async function plotCommand(
  files: readonly string[],
  options: PlotFilesOptions,
  print: (text: string) => void,
): Promise<0> {
  if (options.kind === "list") return listKinds(options, print);
  const kind = kindOf(options.kind);
  if (files.length === 0) throw new Error("there is nothing to draw: name a trace file, or several");
  const { out, width, theme = "auto" } = options;
  const spec = kind.spec(await subjectOf(files, options.derive), settingsOf(options));
  if (out !== undefined) await writePicture(out, { spec, kind, theme, ...(width === undefined ? {} : { width }) });
  if (options.json) print(JSON.stringify(spec));
  else if (out !== undefined) print(`${out}: ${printable(spec.alt)}`);
  else print(textPicture(spec, { width: width ?? terminalColumns() }));
  return 0;
}

function listKinds({ json }: OutputOptions, print: (text: string) => void): 0 {
  const told = fileKinds.map((name) => [name, plot[name as KindName].shows] as const);
  const widest = Math.max(...fileKinds.map((name) => name.length));
  print(
    json
      ? JSON.stringify(Object.fromEntries(told))
      : told.map(([name, shows]) => `${name.padEnd(widest)}  ${shows}`).join("\n"),
  );
  return 0;
}

function kindOf(name: string): Kind<unknown, object> {
  if (fileKinds.includes(name)) return plot[name as KindName] as unknown as Kind<unknown, object>;
  if (Object.hasOwn(plot, name))
    throw new Error(
      `--kind ${name}: this picture needs more than a file holds; draw it in a program, plot.${name}(trace, …)`,
    );
  const near = suggest(name, fileKinds, "kinds");
  const known = near.includes("did you mean") ? near : `; the kinds are ${fileKinds.join(", ")}`;
  throw new Error(`--kind: there is no kind ${printable(name)}${known}`);
}

async function subjectOf(files: readonly string[], derive: string | undefined): Promise<unknown> {
  const oneRun = files.every((path) => path.toLowerCase().endsWith(".csv"));
  if (files.length === 1 || oneRun) return readDrawn(files, derive);
  const names = traceNames(files);
  const traces: [string, AnyTrace][] = [];
  for (const [i, path] of files.entries()) traces.push([names[i] as string, await readDrawn([path], derive)]);
  return Object.fromEntries(traces);
}

/** What was asked for and nothing else, since kinds tell what they know from what was left out. */
function settingsOf({ vars, title, limit, time, observed, form, statistic }: PlotFilesOptions): object {
  const all = Object.entries({ vars, title, limit, time, observed, form, statistic });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

function terminalColumns(): number {
  const { columns } = process.stdout as { columns?: number };
  return Math.min(BROADEST, Math.max(NARROWEST, columns ?? USUAL));
}
