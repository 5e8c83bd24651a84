/** Lay a race out as a page: how it was run, then the comparison, with the cost of all repeats in place of single runs. */
import { type PageSection, page, type Table } from "@credence/plots";
import type { Comparison } from "../../compare.js";
import { sectionsOf } from "../../report/sections.js";
import { type EntrantResult, type RaceData, type RaceFigure, raceFigures } from "../result.js";
import { figureNames, settingsLine, spreadText } from "./table.js";

export function raceHtml(data: RaceData, comparison: Comparison): Promise<string> {
  const sections = sectionsOf(comparison).flatMap((section) =>
    section.heading === COST ? [{ ...costSection(data), heading: COST }] : [section],
  );
  return page({ title: `Race of ${data.names.join(", ")}`, sections: [conditions(data), ...sections] });
}

const COST = "What did it cost?";

function conditions(data: RaceData): PageSection {
  const { machine, version, modelHash, startedAt } = data;
  return {
    heading: "How it was run",
    paragraphs: [
      `${settingsLine(data)}.`,
      "Each repeat has a seed of its own. In it all entrants have the same density and the same starts, and run one after the other, each the first in its turn; a chain of each was run before and discarded, so that all code was compiled. Evaluations of the density, or of its gradient, were counted where it is computed.",
      `${[machine.cpu, machine.cores === null ? null : `${machine.cores} cores`, machine.system, machine.host].filter((part) => part !== null).join(", ")}; credence ${version}; started ${startedAt}${modelHash === null ? "" : `; model and data ${modelHash.slice(0, 12)}`}.`,
    ],
  };
}

function costSection(data: RaceData): Omit<PageSection, "heading"> {
  return {
    paragraphs: data.notes,
    tables: [spreads(data), ratios(data), runs(data)].filter(({ rows }) => rows.length > 0),
  };
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
    columns: ["repeat", "place", "entrant", "seed", "smallest ESS", "seconds", "evaluations", "state"],
    rows: runs.map(
      ({ repeat, place, trace, seed, essBulkMin, seconds, warmupEvaluations, samplingEvaluations, state }) => [
        `${repeat}`,
        `${place}`,
        trace,
        `${seed}`,
        essBulkMin,
        seconds,
        warmupEvaluations === null || samplingEvaluations === null ? null : warmupEvaluations + samplingEvaluations,
        state,
      ],
    ),
  };
}
