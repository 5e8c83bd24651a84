/** Gather the draws of a model's variables under their names, with the facts of the run under `$`. */
import { cellCount } from "./cells.js";
import { checkName, type Dim, sameDim } from "./dim.js";
import { type AnyDraws, type Draws, draws } from "./draws.js";
import { bare, printedAs } from "./inspect.js";
import type { Cell } from "./labelled.js";
import { type Nested, nest } from "./nest.js";
import type { DimsOf, Leaf } from "./phantom.js";

/** Plain data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Draws under the names of the record `V`, nested as it is. */
export type DrawsOf<V> = { readonly [K in keyof V]: V[K] extends Leaf ? Draws<DimsOf<V[K]>> : DrawsOf<V[K]> };

/** One value for each variable of `V`: a number, or labelled values. */
export type Point<V> = { readonly [K in keyof V]: V[K] extends Leaf ? Cell<DimsOf<V[K]>> : Point<V[K]> };

/** What `sample` returns: draws by name, and the facts of the run under `$`; `G` are the groups that were added. */
export type Trace<V, G extends Groups = Groups> = DrawsOf<V> & { readonly $: TraceInfo<V, G> };

/** A trace of whatever variables. */
export interface AnyTrace {
  readonly $: TraceInfo<unknown>;
}

/** Numbers over dims, row-major: what was observed. */
export interface Observed {
  readonly axes: readonly Dim[];
  readonly values: Float64Array;
}

/** Data by dotted name. */
export type DataGroup = Readonly<Record<string, Observed>>;

/**
 * What may stand beside the posterior in one trace, named as in ArviZ's InferenceData schema (in camel case). Groups of
 * other software that the schema does not name are there too, and `groupsOf` lists them.
 */
export interface Groups {
  /** Draws of the latent variables before any data were seen. */
  readonly prior?: AnyTrace;
  /** Data that the prior predicts. */
  readonly priorPredictive?: AnyTrace;
  /** Data that the posterior predicts. */
  readonly posteriorPredictive?: AnyTrace;
  /** The log likelihood of every observation at every draw. */
  readonly logLikelihood?: AnyTrace;
  /** The log prior density of every variable at every draw. */
  readonly logPrior?: AnyTrace;
  /** Data that the model was given and not conditioned on: covariates, standard errors, numbers of trials. */
  readonly constantData?: DataGroup;
}

/** The facts of a run. */
export interface Run {
  /** The name of the sampler; "exact" when nothing was sampled by a Markov chain. */
  readonly sampler: string;
  readonly seed: number;
  readonly elapsedMs: number;
  readonly chains: number;
  /** Draws in each chain. */
  readonly draws: number;
  /** Warm-up iterations of each chain, which are not kept. */
  readonly tune: number;
  /** One number for each draw, chain by chain: `energy`, `divergent`, `treeDepth`, … */
  readonly stats: Readonly<Record<string, Float64Array>>;
  /** The resolved options of the run. */
  readonly options: Json;
  /** Versions of the packages that took part. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether the draws are independent of each other, so that an autocorrelation is noise. */
  readonly independent: boolean;
  /** Whether the run was stopped before all draws were made. */
  readonly interrupted: boolean;
  /** What the run had to say, one sentence each. */
  readonly messages: readonly string[];
  /** What the model was conditioned on, by dotted name. */
  readonly observed: DataGroup;
  /** What stands beside the posterior: nothing unless `withGroups` added it or it was in a file. */
  readonly groups: Groups;
  /** Identifies the model and its data. */
  readonly modelHash?: string;
  /** What a later run may take over (positions, step sizes, metric, streams); only the sampler reads it. */
  readonly state?: Json;
}

/** A variable of a trace. */
export interface TraceVariable {
  /** Dotted: `season.amplitude`. */
  readonly name: string;
  readonly draws: AnyDraws;
  /** Whether it is computed from the others. */
  readonly derived: boolean;
}

/** The facts of a run, and a flat list of its variables. */
export interface TraceInfo<V, G extends Groups = Groups> extends Run {
  /** Exists in types only: the variables of the trace. */
  readonly of?: V;
  readonly variables: readonly TraceVariable[];
  readonly groups: G;
}

/** A variable to put into a trace. */
export interface VariableSource {
  /** Dotted: `season.amplitude`. */
  readonly name: string;
  readonly axes: readonly Dim[];
  /** Chain by chain, in it draw by draw, in it cell by cell (row-major); or how to compute them when they are first read. */
  readonly values: Float64Array | (() => Float64Array);
  /** Whether it is computed from the others; false when left out. */
  readonly derived?: boolean;
}

/** The facts that every run states; the others have defaults. */
export type RunSource = Pick<Run, "sampler" | "seed" | "elapsedMs" | "chains" | "draws"> & Partial<Run>;

/** What a run did not do. */
const QUIET = {
  tune: 0,
  stats: {},
  options: {},
  versions: {},
  independent: false,
  interrupted: false,
  messages: [],
  observed: {},
  groups: {},
} as const;

/** Check that a count is a whole number. */
function checkCount(what: string, count: number, least: number): void {
  if (!Number.isSafeInteger(count) || count < least) {
    throw new RangeError(`a trace cannot have ${count} ${what}: give a whole number of at least ${least}`);
  }
}

/** Check that every stat has one number for each draw. */
function checkStats({ stats, chains, draws }: Run): void {
  for (const [name, values] of Object.entries(stats)) {
    if (values.length !== chains * draws) {
      throw new Error(
        `the stat ${name} has ${values.length} values; ${chains} chains of ${draws} draws need ${chains * draws}`,
      );
    }
  }
}

/** Check that dims of one name are one dim. */
function checkAxes(arrays: readonly { readonly axes: readonly Dim[] }[]): void {
  const known = new Map<string, Dim>();
  for (const axis of arrays.flatMap(({ axes }) => axes)) {
    const first = known.get(axis.name) ?? axis;
    if (!sameDim(first, axis)) {
      throw new Error(`two dims named ${axis.name} have different labels: rename one of them`);
    }
    known.set(axis.name, first);
  }
}

/** The order in which groups are listed; those of other software follow. */
const GROUP_ORDER = ["prior", "priorPredictive", "posteriorPredictive", "logLikelihood", "logPrior", "constantData"];

function inOrder(groups: Groups): Groups {
  const place = (name: string): number => {
    const at = GROUP_ORDER.indexOf(name);
    return at < 0 ? GROUP_ORDER.length : at;
  };
  return Object.freeze(Object.fromEntries(Object.entries(groups).sort(([a], [b]) => place(a) - place(b))));
}

/** Check that every array of data has a value for each cell, and that dims of one name are one dim. */
function checkData(data: DataGroup): void {
  checkAxes(Object.values(data));
  for (const [name, { axes, values }] of Object.entries(data)) {
    const cells = cellCount(axes);
    if (values.length !== cells) throw new RangeError(`data ${name} has ${values.length} values for ${cells} cells`);
  }
}

function variableOf({ name, axes, values, derived = false }: VariableSource, run: Run): TraceVariable {
  for (const part of name.split(".")) checkName("a variable", part);
  return Object.freeze({ name, derived, draws: draws({ name, chains: run.chains, draws: run.draws, axes, values }) });
}

/**
 * Put draws together into a trace; `V` is the record of the model's variables.
 *
 * @throws If a name is no allowed name or comes twice, dims of one name differ, or a number of values does not fit
 * chains × draws × cells.
 */
export function trace<V>(sources: readonly VariableSource[], source: RunSource): Trace<V> {
  const run: Run = { ...QUIET, ...source, groups: inOrder(source.groups ?? {}) };
  checkCount("chains", run.chains, 1);
  checkCount("draws", run.draws, 0);
  checkStats(run);
  checkData(run.observed);
  for (const group of Object.values<AnyTrace | DataGroup>({ ...run.groups })) if (!("$" in group)) checkData(group);
  checkAxes([...sources, ...Object.values(run.observed)]);
  const variables = Object.freeze(sources.map((each) => variableOf(each, run)));
  const info: TraceInfo<V> = Object.freeze({ ...run, variables });
  const record = nest(variables.map((variable) => [variable.name, variable.draws]));
  return printedAs({ ...record, $: info }, () => show(record, info)) as unknown as Trace<V>;
}

/** The facts of the run alone. */
export function runOf(trace: AnyTrace): Run {
  const { variables: _, of: __, ...run } = trace.$;
  return run;
}

/** What a console prints: the shape of every variable, and one line on the run. */
function show(record: Nested<AnyDraws>, info: Run): object {
  const { chains, draws, sampler, seed, interrupted, groups } = info;
  const beside = Object.keys(groups).join(", ");
  const facts = `${chains} × ${draws} draws, ${sampler}, seed ${seed}${interrupted ? ", interrupted" : ""}`;
  return { ...record, $: bare(beside === "" ? facts : `${facts}; with ${beside}`) };
}
