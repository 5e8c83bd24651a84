/** Draw the ranks of each series among all as bars, with the band that bars of one law keep inside. */
import { rankBarBand } from "@credence/diagnostics";
import { checkNumbers } from "../check.js";
import { formatNumber, formatPercent } from "../number.js";
import { countsBelow } from "../ranks.js";
import { heading, type Mark, type PlotSpec, type Role, type Words } from "../spec.js";

/** The draws of one series, about independent. */
export interface RankedSeries {
  label: string;
  role: Role;
  draws: ArrayLike<number>;
}

export interface RankInput extends Words {
  xLabel: string;
  /** Two or more, equally long. */
  series: readonly RankedSeries[];
  /** Bars of each; by default 20, or fewer so that 5 draws are expected in each. */
  bins?: number;
  /** That of all bars to keep inside the band; 0.95 unless given. */
  probability?: number;
}

const MOST_BINS = 20;
const EXPECTED = 5;
// Of the row's height, bars stand on BASE and the highest rises by RISE.
const BASE = 0.96;
const RISE = 0.9;

/**
 * A rank plot: one row of bars a series, each flat within the band when all are of one law.
 *
 * @throws RangeError for fewer than two series, unequal lengths, or draws that are not finite.
 */
export function rankSpec(input: RankInput): PlotSpec {
  const { series, probability = 0.95 } = input;
  const size = checkRanked("rankSpec", series);
  const total = size * series.length;
  const bins = input.bins ?? Math.max(2, Math.min(MOST_BINS, Math.floor(size / EXPECTED)));
  const [low, high] = rankBarBand(size, series.length, bins, probability);
  const edges = Array.from({ length: bins + 1 }, (_, b) => (b * total) / bins);
  const counts = countsBelow(
    series.map(({ draws }) => draws),
    edges,
  ).map((below) => below.slice(1).map((count, b) => count - (below[b] as number)));
  const top = Math.max(high, ...counts.flat());
  const height = (row: number, count: number): number => row + BASE - (RISE * count) / top;
  const outside = counts.map((own) => own.filter((count) => count < low || count > high).length);
  const percent = formatPercent(probability);
  const band = `${percent} of independent draws keep inside`;
  return {
    kind: "rank",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. Ranks of each series among all ${formatNumber(total)} draws in ${bins} bins; ${formatNumber(size / bins)} expected in each, ${formatNumber(low)} to ${formatNumber(high)} in the band. ` +
        `${series.map(({ label }, s) => `${label}: ${outside[s]} of ${bins} bars outside the band`).join("; ")}.`,
    x: { type: "number", label: input.xLabel, domain: [0, total] },
    y: {
      type: "rows",
      rows: series.map(({ label }, s) => ({ label, note: outside[s] === 0 ? "" : `${outside[s]} outside` })),
      lanes: 4,
    },
    marks: [
      ...series.map(
        ({ role }, row): Mark => ({
          type: "cells",
          role,
          cells: (counts[row] as number[]).map((count, b) => [
            edges[b] as number,
            edges[b + 1] as number,
            row + BASE,
            height(row, count),
            0.6,
          ]),
        }),
      ),
      ...series.map(
        (_, row): Mark => ({
          type: "ribbon",
          role: "reference",
          ...(row === 0 ? { label: band } : {}),
          points: [0, total].map((x): [number, number, number] => [x, height(row, low), height(row, high)]),
        }),
      ),
      {
        type: "segments",
        role: "reference",
        weight: "hair",
        segments: series.map((_, row) => [0, total, height(row, size / bins)]),
      },
    ],
    table: {
      caption: `${input.title}: draws in each bin of ranks; band from ${low} to ${high}`,
      columns: ["from rank", "to rank", ...series.map(({ label }) => label)],
      rows: edges.slice(1).map((to, b) => [edges[b] as number, to, ...counts.map((own) => own[b] as number)]),
    },
  };
}

/** The common length. @throws RangeError unless there are two series or more, all of one length. */
export function checkRanked(caller: string, series: readonly RankedSeries[]): number {
  const [first] = series;
  if (first === undefined || series.length < 2)
    throw new RangeError(`${caller}: there are ${series.length} series; ranks compare two or more`);
  for (const { label, draws } of series) {
    checkNumbers(caller, `"${label}"`, draws);
    if (draws.length !== first.draws.length)
      throw new RangeError(
        `${caller}: "${label}" has ${draws.length} draws and "${first.label}" ${first.draws.length}; cut them to one length`,
      );
  }
  return first.draws.length;
}
