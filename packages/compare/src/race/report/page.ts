/** Lay a race out as a page: how it was run, then the comparison, with the cost of all repeats in place of single runs. */
import type { Fact, PageSection, PlotSpec, Table } from "@credence/plots";
import { singleRuns } from "../../limits.js";
import { type Bar, barsOf } from "../../report/bars.js";
import { keysFor } from "../../report/drill.js";
import { comparisonPage } from "../../report/page.js";
import type { Subject } from "../../source.js";
import { type EntrantResult, type RaceData, type RaceFigure, raceFigures } from "../result.js";
import { figureNames, settingsLine, spreadText } from "./table.js";

export function raceHtml(data: RaceData, subjects: readonly Subject[]): Promise<string> {
  const { comparison, names } = data;
  const limits = comparison.limits.filter((limit) => limit !== singleRuns);
  return comparisonPage({ ...comparison, limits }, subjects, new Date(data.startedAt), {
    title: `Race of ${names.join(", ")}`,
    facts: conditions(data),
    first: [{ heading: "What came out", paragraphs: data.notes, figures: costBars(data) }],
    cost: costSection(data),
    data,
  });
}

function conditions({ machine, settings }: RaceData): Fact[] {
  const { cpu, cores, system, host } = machine;
  const known = [cpu, cores === null ? null : `${cores} cores`, system, host].filter((part) => part !== null);
  return [
    ["run", settingsLine({ settings })],
    ["machine", known.join(", ")],
  ];
}

function costBars({ names, comparison, results }: RaceData): PlotSpec[] {
  const roles = new Map(keysFor(comparison.names).map(({ label, role }) => [label, role]));
  const bars = (figure: RaceFigure): Bar[] =>
    names.flatMap((label) => {
      const [found, role] = [results[label]?.[figure] ?? null, roles.get(label)];
      return found === null || role === undefined ? [] : [{ label, role, value: found.median, ...found }];
    });
  const subtitle = "smallest bulk ESS of any scalar: median and range over the repeats, on a log scale";
  return [
    ...barsOf("Effective draws a second", subtitle, bars("essPerSecond")),
    ...barsOf("Effective draws an evaluation", subtitle, bars("essPerEvaluation")),
  ];
}

function costSection(data: RaceData): PageSection {
  const how =
    "In a repeat all entrants have the same density, seed and starts, and run one after the other, each the first in its turn; a chain of each was run before and discarded, so that all code was compiled. Evaluations of the density, or of its gradient, were counted where it is computed. A ratio is the geometric mean of the ratios of runs of the same repeat; its interval is Student’s for the mean of their logarithms.";
  const tables = [spreads(data), ratios(data), runs(data)].filter(({ rows }) => rows.length > 0);
  return { heading: "What did it cost?", paragraphs: [how], tables };
}

const words: Readonly<Record<RaceFigure, string>> = {
  ...figureNames,
  secondsToFirstDraw: "seconds to the first draw",
  essBulkMin: "smallest bulk ESS",
  essBulkMedian: "median bulk ESS",
  seconds: "seconds in all",
  warmupSeconds: "seconds of warmup",
  samplingSeconds: "seconds of sampling",
  warmupEvaluations: "evaluations in warmup",
  samplingEvaluations: "evaluations in sampling",
  stepsPerDraw: "leapfrog steps a draw",
  acceptance: "acceptance",
  stepSize: "step size",
  divergences: "divergences",
};

function spreads({ names, results, settings: { repeats } }: RaceData): Table {
  return {
    caption: `Cost of a run: median over ${repeats} repeats (least–most)`,
    columns: ["", ...names],
    rows: raceFigures.map((figure) => [
      words[figure],
      ...names.map((name) => spreadText((results[name] as EntrantResult)[figure])),
    ]),
  };
}

function ratios({ ratios }: RaceData): Table {
  return {
    caption: "Ratios between entrants: geometric means over the repeats, with 95 % intervals",
    columns: ["first", "second", "of", "ratio", "low", "high"],
    rows: ratios
      .filter(({ ratio }) => ratio !== null)
      .map(({ figure, a, b, ratio, low, high }) => [a, b, figureNames[figure], ratio, low, high]),
  };
}

function runs({ runs }: RaceData): Table {
  return {
    caption: "Every run, in the order of launch",
    columns: ["entrant", "repeat", "place", "seed", "smallest ESS", "seconds", "evaluations", "state"],
    rows: runs.map(
      ({ repeat, place, trace, seed, essBulkMin, seconds, warmupEvaluations, samplingEvaluations, state }) => [
        trace,
        `${repeat}`,
        `${place}`,
        `${seed}`,
        essBulkMin,
        seconds,
        warmupEvaluations === null || samplingEvaluations === null ? null : warmupEvaluations + samplingEvaluations,
        state,
      ],
    ),
  };
}
