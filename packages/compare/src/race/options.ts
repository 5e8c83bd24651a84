/** State what may take part in a race and how it is run, and check it. */
import { suggest } from "@credence/draws";
import type { Init, Progress } from "@credence/inference";
import type { Integrable, Stochastic } from "@credence/model";
import type { Sampler } from "@credence/samplers";
import type { Functional } from "../functional.js";

/** What an entrant may choose for itself; the rest is the same for all. As for `sample`. */
export interface EntrantOptions<V> {
  readonly sampler?: "auto" | Sampler;
  readonly steps?: { readonly [P in Stochastic<V>]?: Sampler };
  readonly marginalize?: boolean | Integrable<V> | readonly Integrable<V>[];
  readonly rewrites?: boolean;
  readonly draws?: number;
  readonly tune?: number;
}

/** A sampler, `"auto"`, or a record of options of `sample`. */
export type Entrant<V = unknown> = "auto" | Sampler | EntrantOptions<V>;

/** How far a race has come. */
export interface RaceProgress {
  readonly entrant: string;
  /** From 1 on; 0 in the runs that are discarded. */
  readonly repeat: number;
  readonly repeats: number;
  /** Runs that are over, and runs in all. */
  readonly done: number;
  readonly total: number;
  /** The chain that came on; left out where an entrant needs none. */
  readonly chain?: Progress;
}

/** How a race is run; `K` are the names of the entrants. */
export interface RaceOptions<V = unknown, K extends string = string> {
  /** Runs of every entrant, each with a seed and starts of its own; 5 when left out, the fewest that give intervals. */
  readonly repeats?: number;
  /** Draws, warmup and chains of each run, as for `sample`. */
  readonly draws?: number;
  readonly tune?: number;
  readonly chains?: number;
  /** Repeat `r` has the seed `seed + r`, counted from 0. */
  readonly seed?: number;
  /** Where the chains of all entrants begin, as for `sample`. */
  readonly init?: Init<V>;
  /** Threads beside this one in which chains may run; 0 when left out, so that seconds are those of one thread. */
  readonly workers?: number;
  /** What the others are held to; the closed form, which is called `exact`, where there is one. */
  readonly reference?: K | "exact";
  /** What is compared of each scalar, as for `compare`. */
  readonly functionals?: readonly Functional[];
  /** A line on the terminal (true, the default where there is one), nothing, or a callback. */
  readonly progress?: boolean | ((progress: RaceProgress) => void);
  /** Ends the race; the repeats that are complete are judged, marked as interrupted. */
  readonly signal?: AbortSignal;
}

export const raceDefaults = { repeats: 5, workers: 0 } as const;

/** As `sample` takes it. */
export type SampleRecord = Readonly<Record<string, unknown>>;

const raceNames: readonly (keyof RaceOptions)[] = [
  ...["repeats", "draws", "tune", "chains", "seed", "init", "workers"],
  ...["reference", "functionals", "progress", "signal"],
] as (keyof RaceOptions)[];
const entrantNames: readonly (keyof EntrantOptions<unknown>)[] = [
  ...["sampler", "steps", "marginalize", "rewrites", "draws", "tune"],
] as (keyof EntrantOptions<unknown>)[];

/** @throws TypeError for an option that there is not; RangeError for repeats that are no whole number from 1 on. */
export function checkRaceOptions(options: RaceOptions): void {
  const unknown = Object.keys(options).find((name) => !raceNames.includes(name as keyof RaceOptions));
  if (unknown !== undefined)
    throw new TypeError(`race: unknown option "${unknown}"${suggest(unknown, raceNames, "options")}`);
  const { repeats = raceDefaults.repeats } = options;
  if (!Number.isSafeInteger(repeats) || repeats < 1)
    throw new RangeError(`race: option repeats is ${String(repeats)}; it must be a whole number of at least 1`);
}

/** The options of `sample` by entrant. @throws TypeError for what cannot take part, and for options that all share. */
export function entrantsOf(entrants: Readonly<Record<string, unknown>>): ReadonlyMap<string, SampleRecord> {
  const given = Object.entries(entrants ?? {});
  if (given.length === 0)
    throw new TypeError("race has no entrants: name them, as in race(posterior, { nuts: nuts(), slice: slice() })");
  return new Map(given.map(([name, entrant]) => [name, optionsOf(name, entrant)]));
}

function optionsOf(name: string, entrant: unknown): SampleRecord {
  if (entrant === "auto") return { sampler: "auto" };
  if (typeof entrant !== "object" || entrant === null) {
    const what = typeof entrant === "function" ? `the function ${entrant.name}, not yet called` : String(entrant);
    throw new TypeError(`race: ${name} is ${what}; give a sampler such as nuts(), "auto", or options of sample`);
  }
  if (typeof (entrant as Partial<Sampler>).start === "function") return { sampler: entrant };
  const odd = Object.keys(entrant).find((option) => !entrantNames.includes(option as keyof EntrantOptions<unknown>));
  if (odd === undefined) return entrant as SampleRecord;
  throw new TypeError(
    raceNames.includes(odd as keyof RaceOptions)
      ? `race: ${name} has ${odd} of its own, which is the same for all entrants: give it to race`
      : `race: ${name} has the unknown option "${odd}"${suggest(odd, entrantNames, "options")}`,
  );
}
