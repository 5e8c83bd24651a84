/** Write a race as aligned text for a terminal: what is to be known first, the verdicts, then the cost. */
import { alignColumns, counted, printable } from "@credence/diagnostics";
import { formatFigure } from "../../figures.js";
import type { EntrantResult, RaceData, RaceFigure, RatioRow } from "../result.js";
import type { Spread } from "../spread.js";

export function raceText(data: RaceData): string {
  const { comparison, notes } = data;
  const verdicts = comparison.pairs.map(({ status, sentence }) => printable(`${status}: ${sentence}`));
  const parts = [[settingsLine(data)], notes.map(printable), verdicts, costs(data), ratios(data)];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** `5 repeats of 4 × 1000 draws after 1000 of warmup, seeds 1 to 5, in one thread`. */
export function settingsLine({ settings }: Pick<RaceData, "settings">): string {
  const { repeats, draws, tune, chains, seed, workers } = settings;
  const seeds = repeats === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + repeats - 1}`;
  const threads = workers === 0 ? "in one thread" : `with ${counted(workers, "worker")}`;
  return `${counted(repeats, "repeat")} of ${chains} × ${draws} draws after ${tune} of warmup, ${seeds}, ${threads}`;
}

const aligned = (rows: readonly (readonly string[])[]): string => alignColumns(rows.map((row) => row.map(printable)));

const rows: Readonly<Record<string, RaceFigure>> = {
  "ESS a second": "essPerSecond",
  "ESS an evaluation": "essPerEvaluation",
  "ESS a draw": "essPerDraw",
  "seconds to ESS 400": "secondsToEss400",
  "to the first draw": "secondsToFirstDraw",
  "in all": "seconds",
  "smallest bulk ESS": "essBulkMin",
  "median bulk ESS": "essBulkMedian",
  "leapfrog steps a draw": "stepsPerDraw",
  acceptance: "acceptance",
  "step size": "stepSize",
  divergences: "divergences",
};

function costs({ names, results }: RaceData): string[] {
  const lines = Object.entries(rows).flatMap(([word, figure]) => {
    const spreads = names.map((name) => (results[name] as EntrantResult)[figure]);
    return spreads.every((spread) => spread === null) ? [] : [[word, ...spreads.map(spreadText)]];
  });
  return [aligned([["median (least–most)", ...names], ...lines])];
}

/** `123 (98–140)`. */
export function spreadText(spread: Spread | null): string {
  if (spread === null) return formatFigure(null, 3);
  const [median, least, most] = [spread.median, spread.least, spread.most].map((figure) => formatFigure(figure, 3));
  return least === most ? (median as string) : `${median} (${least}–${most})`;
}

/** What a figure that entrants are held to each other by is called. */
export const figureNames: Readonly<Record<RatioRow["figure"], string>> = {
  essPerSecond: "ESS a second",
  essPerEvaluation: "ESS an evaluation",
  essPerDraw: "ESS a draw",
  secondsToEss400: "seconds to ESS 400",
};

function ratios({ ratios }: RaceData): string[] {
  const known = ratios.filter(({ ratio }) => ratio !== null);
  if (known.length === 0) return [];
  const rows = known.map(({ figure, a, b, ratio, low, high }) => [
    `${a} / ${b}`,
    figureNames[figure],
    ...[ratio, low, high].map((value) => formatFigure(value, 3)),
  ]);
  return [aligned([["ratio", "of", "ratio", "95 % low", "high"], ...rows])];
}
