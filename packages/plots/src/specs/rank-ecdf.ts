/** Draw how far the distribution function of each series' ranks is from the line, with a simultaneous band. */
import { type EcdfBand, rankEcdfBand } from "@credence/diagnostics";
import { formatNumber, formatPercent } from "../number.js";
import { countsBelow } from "../ranks.js";
import { heading, type Mark, type PlotSpec, type Point, type Words } from "../spec.js";
import { checkRanked, type RankedSeries } from "./rank.js";

export interface RankEcdfInput extends Words {
  /** An empty label leaves out that of the other axis too, as in a panel. */
  xLabel: string;
  /** Two or more, equally long. */
  series: readonly RankedSeries[];
  /** That of all series to keep inside the band at all ranks; 0.95 unless given. */
  probability?: number;
  /** The band of so many series of so many draws where it is known already; it takes the most time. */
  band?: EcdfBand;
}

/**
 * ECDF differences of ranks with the simultaneous band of {@link rankEcdfBand} (Säilynoja, Bürkner and Vehtari,
 * arXiv:2103.10522): a line that leaves the band tells of a series of another law.
 *
 * @throws RangeError for fewer than two series, unequal lengths, or draws that are not finite.
 */
export function rankEcdfSpec(input: RankEcdfInput): PlotSpec {
  const { series, probability = 0.95 } = input;
  const size = checkRanked("rankEcdfSpec", series);
  const total = size * series.length;
  const band = input.band ?? rankEcdfBand(size, series.length, { probability });
  const places = Array.from(band.at, (at) => at * total);
  const counts = countsBelow(
    series.map(({ draws }) => draws),
    places,
  );
  const lines = series.map((each, s) => ({ ...each, ...lineOf(band, counts[s] as number[], size) }));
  const label = `${formatPercent(probability)} of independent draws keep inside`;
  const reach =
    1.1 * Math.max(...lines.map(({ largest }) => largest), ...band.high.map((high, j) => high - at(band, j)));
  return {
    kind: "rankEcdf",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. Empirical distribution functions of the ranks of each series among all ${formatNumber(total)} draws, less the even line. ` +
        `${lines
          .map(
            ({ label, largest, where, leaves }) =>
              `${label} ${leaves ? "leaves" : "keeps inside"} the band; its largest difference is ${formatNumber(largest)} at ${formatNumber(where)}`,
          )
          .join("; ")}.`,
    x: { type: "number", label: input.xLabel, domain: [0, 1] },
    y: { type: "number", label: input.xLabel === "" ? "" : "ECDF difference", domain: [-reach, reach] },
    marks: [
      {
        type: "ribbon",
        role: "reference",
        label,
        points: Array.from(band.at, (x, j): [number, number, number] => [
          x,
          (band.low[j] as number) - x,
          (band.high[j] as number) - x,
        ]),
      },
      ...lines.map(({ label, role, points }): Mark => ({ type: "line", role, label, weight: "fine", points })),
    ],
    table: {
      caption: `${input.title}: largest difference, and whether the line leaves the band`,
      columns: ["series", "largest difference", "at share of ranks", "leaves the band"],
      rows: lines.map(({ label, largest, where, leaves }) => [label, largest, where, leaves ? "yes" : "no"]),
    },
  };
}

const at = (band: EcdfBand, j: number): number => band.at[j] as number;

function lineOf(band: EcdfBand, counts: readonly number[], size: number) {
  const points = counts.map((count, j): Point => [at(band, j), count / size - at(band, j)]);
  const widest = points.reduce((best, point) => (Math.abs(point[1]) > Math.abs(best[1]) ? point : best));
  // Shares of a count may be off by a rounding error.
  const leaves = counts.some(
    (count, j) => count / size < (band.low[j] as number) - 1e-9 || count / size > (band.high[j] as number) + 1e-9,
  );
  return {
    points,
    largest: Math.abs(widest[1]),
    where: widest[0],
    leaves,
  };
}
