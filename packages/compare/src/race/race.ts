/** Race samplers on one posterior, fair by construction: the same density, starts and thread, in turns, several times. */
import type { AnyTrace } from "@credence/draws";
import { checkedPosterior, defaultOptions, exact } from "@credence/inference";
import type { Posterior } from "@credence/model";
import { type Comparison, compare } from "../compare.js";
import { type Source, subjectOf } from "../source.js";
import { thisMachine } from "./machine.js";
import { notesOf } from "./notes.js";
import { checkRaceOptions, type Entrant, entrantsOf, type RaceOptions, raceDefaults } from "./options.js";
import { audienceOf } from "./progress.js";
import { type RaceReports, withRaceReports } from "./report/reports.js";
import { entrantResult, pooled, type RaceData, type RaceRun, raceRun, ratioRows } from "./result.js";
import { type Leg, runLegs, type Schedule } from "./schedule.js";

/** A race with its comparison, the draws and its reports. */
export type Race<K extends string = string> = RaceData<K> &
  RaceReports<K> & { readonly comparison: Comparison<K | "exact"> };

/**
 * Runs each entrant several times on one posterior and says what an effective draw costs with it, among those whose draws
 * are sound and agree with each other and with the closed form, where there is one.
 *
 * All entrants of a repeat have the same density, seed and starts, and run one after the other in this thread, each the
 * first in its turn; before, a chain of each is run and discarded, so that all code is compiled. Evaluations of the density
 * are counted where it is computed. Ratios are those of runs of the same repeat, with an interval from 5 repeats on.
 *
 * @throws TypeError for what is no posterior, sampler or option, and what `sample` throws, with the entrant's name;
 *   when it is stopped before a repeat is complete
 * @example
 * const r = await race(posterior, { nuts: nuts(), slice: slice() }, { repeats: 5 });
 * console.log(r.table());
 * await r.report("race.html");
 */
export async function race<V, O, T extends Readonly<Record<string, Entrant<V>>>>(
  posterior: Posterior<V, O>,
  entrants: T,
  options: RaceOptions<V, keyof T & string> = {},
): Promise<Race<keyof T & string>> {
  checkedPosterior("race", posterior);
  checkRaceOptions(options as RaceOptions);
  const startedAt = new Date().toISOString();
  const schedule = scheduleOf(posterior as never, entrantsOf(entrants), options as RaceOptions);
  const audience = audienceOf(options.progress);
  const legs = await runLegs({ ...schedule, tell: audience.tell }).finally(audience.end);
  return judged<keyof T & string>(schedule, legs, options as RaceOptions, startedAt);
}

function scheduleOf(
  posterior: Posterior<unknown, unknown>,
  entrants: Schedule["entrants"],
  { repeats = raceDefaults.repeats, workers = raceDefaults.workers, init, signal, ...rest }: RaceOptions,
): Omit<Schedule, "tell"> {
  const { draws, tune, chains, seed } = { ...defaultOptions, ...stripUndefined(rest) };
  return { posterior, entrants, repeats, common: { draws, tune, chains, seed, workers }, init, signal };
}

const stripUndefined = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;

function judged<K extends string>(
  { posterior, entrants, repeats: asked, common }: Omit<Schedule, "tell">,
  legs: readonly Leg[],
  { reference, functionals }: RaceOptions,
  startedAt: string,
): Race<K> {
  const names = [...entrants.keys()] as K[];
  const traces = Object.fromEntries(names.map((name) => [name, pooled(legs, name)])) as Record<K, AnyTrace>;
  const sources = withClosedForm(posterior, traces);
  const comparison = compare(sources, {
    ...(reference === undefined ? {} : { reference }),
    ...(functionals === undefined ? {} : { functionals }),
  }) as Comparison<K | "exact">;
  const why = (name: string): string | null => comparison.cost.find(({ trace }) => trace === name)?.withheld ?? null;
  const { scalars } = comparison.comparable;
  const runs = legs.map((leg) => raceRun(leg, scalars, why(leg.entrant))) as RaceRun<K>[];
  const settings = { ...(common as never as RaceData["settings"]), repeats: legs.length / names.length, asked };
  const results = Object.fromEntries(
    names.map((name) => [
      name,
      entrantResult(
        runs.filter((run) => run.trace === name),
        why(name),
      ),
    ]),
  ) as RaceData<K>["results"];
  const ratios = ratioRows(names, runs);
  const data: RaceData<K> = {
    names,
    settings,
    machine: thisMachine(),
    version: legs[0]?.trace.$.versions.credence ?? "",
    modelHash: legs[0]?.trace.$.modelHash ?? null,
    startedAt,
    interrupted: settings.repeats < asked,
    runs,
    results,
    ratios,
    comparison,
    notes: notesOf({ names, settings, runs, results, ratios }),
  };
  const subjects = Object.entries(sources).map(([name, source]) => subjectOf(name, source));
  return withRaceReports(data, subjects, traces) as Race<K>;
}

/** The entrants, and the closed form under the name `exact` unless an entrant has that name. */
function withClosedForm(
  posterior: Posterior<unknown, unknown>,
  traces: Readonly<Record<string, AnyTrace>>,
): Readonly<Record<string, Source>> {
  const closed = "exact" in traces ? null : exact(posterior);
  return closed === null ? traces : { ...traces, exact: closed };
}
