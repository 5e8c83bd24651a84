/** Give traces and closed forms one face: scalars by key, each able to estimate any functional. */
import {
  type AnyTrace,
  cellLabels,
  cellName,
  type Dim,
  type Label,
  type Labelled,
  type Marginal,
  variablesOf,
} from "@credence/draws";
import { type Estimate, estimate, poolChains, UNDEFINED } from "./estimate.js";
import type { Functional } from "./functional.js";
import { EXACTLY, type Law, lawOfDraws } from "./law.js";
import { once } from "./once.js";

/** A posterior in closed form, as `exact` returns it, of whatever variables. */
export interface AnyExact {
  /** Marginal distributions, nested like the model's record. */
  readonly distributions: object;
  draw(count: number, seed: number): AnyTrace;
}

/** What can be compared. */
export type Source = AnyTrace | AnyExact;

/** One number of a source. */
export interface SourceScalar {
  /** Equal for equal variable, dims and labels. */
  readonly key: string;
  /** As printed: `tau`, `theta[Choate]`. */
  readonly name: string;
  /** The dotted name of the variable. */
  readonly variable: string;
  readonly labels: readonly Label[];
  /** Whether all draws are whole numbers, so that quantiles are steps. */
  wholeNumbers(): boolean;
  estimate(functional: Functional): Estimate;
  law(): Law;
  /** The draws, one array for each chain; none in closed form. */
  chains(): readonly Float64Array[];
}

/** Draws of all scalars together. */
export interface JointDraws {
  /** By key. */
  readonly scalars: ReadonlyMap<string, SourceScalar>;
  readonly chains: number;
  /** In each chain. */
  readonly draws: number;
}

/** A source under its name. */
export interface Subject {
  readonly name: string;
  /** Absent for a closed form. */
  readonly trace?: AnyTrace;
  readonly scalars: readonly SourceScalar[];
  /** The trace, or draws of the closed form; a sentence where it gives none. */
  joint(): JointDraws | string;
}

/** Draws of a closed form that stand for it where no formula does, and their seed. */
const EXACT_DRAWS = 4000;
const EXACT_SEED = 1;

/** @throws TypeError when `source` is neither a trace nor a closed form. */
export function subjectOf(name: string, source: Source): Subject {
  if (isObject(source) && "$" in source) {
    const scalars = traceScalars(source);
    return { name, trace: source, scalars, joint: () => jointDraws(source, scalars) };
  }
  if (isObject(source) && "distributions" in source) {
    return { name, scalars: exactScalars(source.distributions), joint: once(() => drawn(name, source)) };
  }
  const hint = source === null ? "; exact() returns null where there is no closed form" : "";
  throw new TypeError(`${name} is ${source === null ? "null" : typeof source}: give a trace or a closed form${hint}`);
}

function jointDraws({ $: { chains, draws } }: AnyTrace, scalars: readonly SourceScalar[]): JointDraws {
  return { scalars: new Map(scalars.map((scalar) => [scalar.key, scalar])), chains, draws };
}

function drawn(name: string, source: AnyExact): JointDraws | string {
  try {
    const trace = source.draw(EXACT_DRAWS, EXACT_SEED);
    return jointDraws(trace, traceScalars(trace));
  } catch (error) {
    return `${name} gave no draws: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function identify(
  variable: string,
  axes: readonly Dim[],
  cell: number,
): Pick<SourceScalar, "key" | "name" | "variable" | "labels"> {
  const labels = cellLabels(axes, cell);
  const key = JSON.stringify([variable, axes.map((axis) => axis.name), labels]);
  return { key, name: cellName(variable, labels), variable, labels };
}

function traceScalars(trace: AnyTrace): SourceScalar[] {
  return variablesOf(trace).flatMap(({ name, draws }) =>
    draws.scalars().map((scalar, cell): SourceScalar => {
      const pooled = once(() => poolChains(scalar.chains));
      return {
        ...identify(name, draws.axes, cell),
        wholeNumbers: once(() => pooled().sorted.every(Number.isInteger)),
        estimate: perFunctional((functional) => estimate(pooled(), functional)),
        law: once(() => lawOfDraws(pooled(), trace.$.independent)),
        chains: () => pooled().chains,
      };
    }),
  );
}

const isLabelled = (value: number | Labelled<string> | undefined): value is Labelled<string> =>
  typeof value === "object";

function exactScalars(distributions: object, prefix: string = ""): SourceScalar[] {
  return Object.entries(distributions).flatMap(([key, value]) =>
    isMarginal(value) ? marginalScalars(prefix + key, value) : exactScalars(value, `${prefix}${key}.`),
  );
}

const isMarginal = (value: object): value is Marginal<string> => "cdf" in value && typeof value.cdf === "function";

function marginalScalars(variable: string, marginal: Marginal<string>): SourceScalar[] {
  const cells = perFunctional((functional) => exactCells(marginal, functional));
  const axes = ([0.5, "mean"] as const).map(cells).find(isLabelled)?.axes ?? [];
  const size = axes.reduce((count, axis) => count * axis.size, 1);
  return Array.from({ length: size }, (_, cell): SourceScalar => {
    const figure = (functional: Functional): number => cellValue(cells(functional), cell);
    const law: Law = {
      sorted: null,
      sizes: EXACTLY,
      shareUpTo: (x) =>
        cellValue(
          known(() => marginal.cdf(x)),
          cell,
        ),
      quantile: figure,
    };
    return {
      ...identify(variable, axes, cell),
      wholeNumbers: () => false,
      estimate: (functional) => {
        const value = figure(functional);
        return Number.isFinite(value) ? { value, mcse: 0, degrees: Infinity, from: "closed form" } : UNDEFINED;
      },
      law: () => law,
      chains: () => [],
    };
  });
}

/** The functional of every cell; undefined where the family has no formula for it. */
function exactCells(marginal: Marginal<string>, functional: Functional): number | Labelled<string> | undefined {
  if (functional === "mean") return known(() => marginal.mean());
  return functional === "sd" ? known(() => marginal.sd()) : known(() => marginal.quantile(functional));
}

/** A figure of every cell; undefined where the family has no formula for it, and says so by throwing. */
function known(figure: () => number | Labelled<string>): number | Labelled<string> | undefined {
  try {
    return figure();
  } catch {
    return undefined;
  }
}

const cellValue = (cells: number | Labelled<string> | undefined, cell: number): number =>
  (isLabelled(cells) ? cells.values[cell] : cells) ?? NaN;

function perFunctional<T>(compute: (functional: Functional) => T): (functional: Functional) => T {
  const known = new Map<Functional, T>();
  return (functional) => {
    if (!known.has(functional)) known.set(functional, compute(functional));
    return known.get(functional) as T;
  };
}
