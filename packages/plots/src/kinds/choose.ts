/** Choose the scalars of a picture by name and take their draws apart into series: chains, or traces. */
import { type AnyTrace, type NamedScalar, scalarsOf, suggest } from "@credence/draws";
import { fixed } from "../number.js";
import { type Role, seriesRole } from "../spec.js";
import type { PlotOptions } from "./kind.js";

/** One trace, whose chains are drawn apart, or several by name, each drawn with its chains together. */
export type Traces = AnyTrace | Readonly<Record<string, AnyTrace>>;

/** What is drawn in one colour: a chain of the only trace, or one trace of several. */
export interface Series {
  name: string;
  role: Role;
  /** One array a chain, as sampled. */
  chains: readonly Float64Array[];
}

/** One scalar by every series. */
export interface ChosenScalar {
  /** As printed: `theta[Choate]`. */
  name: string;
  /** What the picture calls it. */
  label: string;
  series: Series[];
}

export interface Chosen {
  scalars: ChosenScalar[];
  /** What a series is. */
  by: "chain" | "trace";
  /** What a reader must know: what was left out, and why. */
  notes: string[];
}

/** What a kind can draw. */
export interface Demands {
  /** The kind, for messages. */
  kind: string;
  /** Most scalars unless the options say otherwise. */
  limit: number;
  /** Whether draws that are all equal give no picture. */
  varying: boolean;
  /** Fewest draws of each chain. */
  draws: number;
}

/**
 * The scalars that the options name, as far as they can be drawn.
 *
 * @throws Error for an unknown name, traces with no scalar in common, or nothing that can be drawn.
 */
export function choose(traces: Traces, options: PlotOptions, demands: Demands): Chosen {
  const sources = sourcesOf(traces, demands);
  const by = sources.length === 1 ? "chain" : "trace";
  const named = scalarsNamed(sources, options.vars, demands.kind);
  const limit = checkLimit(options.limit ?? demands.limit, demands.kind);
  const refused: string[] = [];
  const scalars: ChosenScalar[] = [];
  let tried = 0;
  for (const name of named) {
    if (scalars.length === limit) break;
    tried++;
    const label = Object.hasOwn(options.labels ?? {}, name) ? (options.labels?.[name] as string) : name;
    const series = by === "chain" ? chainsOf(sources, name) : tracesOf(sources, name);
    const reason = refusal(series, demands);
    if (reason === undefined) scalars.push({ name, label, series });
    else refused.push(`${label} (${reason})`);
  }
  const omitted = listed(refused);
  if (scalars.length === 0) throw new Error(`plot.${demands.kind}: nothing can be drawn: ${omitted}`);
  const left = named.length - tried;
  return {
    scalars,
    by,
    notes: [
      ...(left > 0
        ? [`the first ${fixed(scalars.length, 0)} of ${fixed(named.length, 0)} scalars; choose by vars`]
        : []),
      ...(refused.length > 0 ? [`not drawn: ${omitted}`] : []),
    ],
  };
}

/** Title, subtitle and, where given, the text alternative; the notes follow the subtitle. */
export function wordsFor(
  options: PlotOptions,
  title: string,
  notes: readonly string[],
): { title: string; subtitle?: string; alt?: string } {
  const sentences = notes.map((note) => note.charAt(0).toUpperCase() + note.slice(1));
  const subtitle = [...(options.subtitle === undefined ? [] : [options.subtitle]), ...sentences].join(". ");
  return {
    title: options.title ?? title,
    ...(subtitle === "" ? {} : { subtitle }),
    ...(options.alt === undefined ? {} : { alt: options.alt }),
  };
}

/** The trace whose chains are drawn apart, if there is one. */
export function soleTrace(traces: Traces): AnyTrace | undefined {
  const all = isTrace(traces) ? [traces] : Object.values(traces);
  return all.length === 1 ? all[0] : undefined;
}

export function isTrace(traces: Traces): traces is AnyTrace {
  return "$" in traces;
}

interface Source {
  name: string;
  scalars: ReadonlyMap<string, NamedScalar>;
  trace: AnyTrace;
}

function sourcesOf(traces: Traces, { kind, draws }: Demands): Source[] {
  const entries: [string, AnyTrace][] = isTrace(traces) ? [["the trace", traces]] : Object.entries(traces);
  if (entries.length === 0) throw new Error(`plot.${kind}: there is no trace; give one, or several by name`);
  return entries.map(([name, trace]) => {
    const scalars = new Map(scalarsOf(trace).map((scalar) => [scalar.name, scalar]));
    if (trace.$.draws < draws)
      throw new Error(
        `plot.${kind}: ${name} has ${counted(trace.$.draws, "draw")} in each chain; this picture needs ${draws} or more`,
      );
    return { name, scalars, trace };
  });
}

/** Names in the order asked for, those of a variable in the order of the first trace; only what all traces have. */
function scalarsNamed(sources: readonly Source[], vars: readonly string[] | undefined, kind: string): string[] {
  const [first, ...others] = sources as [Source, ...Source[]];
  const common = [...first.scalars.values()].filter(({ name }) => others.every(({ scalars }) => scalars.has(name)));
  if (common.length === 0) {
    const names = sources.map(({ name }) => name).join(", ");
    throw new Error(
      `plot.${kind}: ${others.length === 0 ? "the trace has no variables" : `${names} have no scalar in common`}`,
    );
  }
  if (vars === undefined) return common.map(({ name }) => name);
  const found = vars.flatMap((wanted) => {
    const own = common.filter(
      ({ name, variable }) => name === wanted || variable === wanted || variable.startsWith(`${wanted}.`),
    );
    if (own.length > 0) return own.map(({ name }) => name);
    const known = [...new Set(common.flatMap(({ name, variable }) => [variable, name]))];
    throw new Error(`plot.${kind}: unknown variable ${JSON.stringify(wanted)}${suggest(wanted, known, "variables")}`);
  });
  if (found.length === 0) throw new Error(`plot.${kind}: vars is empty; name a variable, or leave vars out for all`);
  return [...new Set(found)];
}

function chainsOf(sources: readonly Source[], name: string): Series[] {
  return drawsOf(sources[0] as Source, name).map((chain, c) => ({
    name: `chain ${c + 1}`,
    role: seriesRole(c),
    chains: [chain],
  }));
}

function tracesOf(sources: readonly Source[], name: string): Series[] {
  return sources.map((source, s) => ({ name: source.name, role: seriesRole(s), chains: drawsOf(source, name) }));
}

function drawsOf({ scalars }: Source, name: string): readonly Float64Array[] {
  return (scalars.get(name) as NamedScalar).chains;
}

/** Why these draws give no picture; undefined when they do. */
function refusal(series: readonly Series[], { varying }: Demands): string | undefined {
  const draws = series.flatMap(({ chains }) => chains);
  const first = (draws[0] as Float64Array)[0] as number;
  const equal = varying && draws.every((chain) => chain.every((value) => value === first));
  return unusable(draws) ?? (equal ? `all draws are ${first}` : undefined);
}

/** The square of anything larger, and of a margin beside it, may overflow. */
const LARGEST = 1e149;

/** Says how many numbers cannot be drawn; undefined when all can. */
export function unusable(chains: readonly Float64Array[]): string | undefined {
  const count = (wrong: (value: number) => boolean): number =>
    chains.reduce((sum, chain) => sum + chain.reduce((own, value) => own + (wrong(value) ? 1 : 0), 0), 0);
  const wrong = count((value) => !(Math.abs(value) <= LARGEST));
  if (wrong === 0) return undefined;
  const total = fixed(
    count(() => true),
    0,
  );
  const what = count((value) => !Number.isFinite(value)) > 0 ? "not finite" : `beyond ${LARGEST}`;
  return `${fixed(wrong, 0)} of ${total} ${wrong === 1 ? "is" : "are"} ${what}`;
}

function checkLimit(limit: number, kind: string): number {
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new RangeError(`plot.${kind}: limit is ${limit}; give a whole number of 1 or more`);
}

export function counted(count: number, noun: string): string {
  return `${fixed(count, 0)} ${noun}${count === 1 ? "" : "s"}`;
}

/** The first few of a list. */
function listed(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(", ");
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}
