/** Show whether chains, or traces, have the same law: their ranks among all draws, as bars or as ECDF differences. */
import { type EcdfBand, rankEcdfBand } from "@credence/diagnostics";
import type { PlotSpec } from "../spec.js";
import { type RankedSeries, type RankInput, rankSpec } from "../specs/rank.js";
import { rankEcdfSpec } from "../specs/rank-ecdf.js";
import { type Chosen, choose, isTrace, type Traces } from "./choose.js";
import { gridOf } from "./grid.js";
import { independentDraws } from "./independent.js";
import type { Kind, PlotOptions } from "./kind.js";

export interface RankOptions extends PlotOptions {
  /** Keep every so many-th draw; by default as many as the chains are worth by their effective sample size. */
  readonly thin?: number;
  /** That of independent draws of one law to keep inside the band everywhere; 0.95 when left out. */
  readonly probability?: number;
}

const COMPARED =
  "Draws are thinned first until they are about independent, since the band presumes that; of a single chain the halves are compared.";

export const rank: Kind<Traces, RankOptions> = {
  from: "traces",
  shows:
    "how the draws of each chain (of several traces: of each trace) rank among all draws, as bars with the band that they should keep inside",
  reading: `Flat bars say that chains agree. A slope is a chain that lies higher or lower than the others, a hill one too narrow, a valley one too wide. ${COMPARED}`,
  spec: (traces, options = {}) =>
    ranked(traces, options, { kind: "rank", what: "Ranks", draw: rankSpec, xLabel: "rank among all draws" }),
};

export const rankEcdf: Kind<Traces, RankOptions> = {
  from: "traces",
  shows:
    "how far the distribution of each chain's ranks (of several traces: of each trace's) is from even, with a simultaneous band",
  reading: `A line that leaves the band anywhere is a chain of another distribution; all lines keep inside with the probability of the band when chains agree. ${COMPARED}`,
  spec: (traces, options = {}) => {
    const { probability = 0.95 } = options;
    // Scalars that mix alike have a band in common.
    const known = new Map<number, EcdfBand>();
    const bandOf = (size: number, series: number, panels: number): EcdfBand => {
      const intervals = Math.min(Math.max(2, size), Math.max(30, Math.min(100, Math.round(400 / panels))));
      const band = known.get(size) ?? rankEcdfBand(size, series, { probability, intervals });
      known.set(size, band);
      return band;
    };
    return ranked(traces, options, {
      kind: "rankEcdf",
      what: "ECDF differences of ranks",
      draw: (input, panels) => {
        const size = (input.series[0] as RankedSeries).draws.length;
        return rankEcdfSpec({ ...input, band: bandOf(size, input.series.length, panels) });
      },
      xLabel: "share of all ranks",
    });
  },
};

function ranked(
  traces: Traces,
  { thin, probability, ...options }: RankOptions,
  {
    kind,
    what,
    draw,
    xLabel,
  }: { kind: string; what: string; draw: (input: RankInput, panels: number) => PlotSpec; xLabel: string },
) {
  if (thin !== undefined && !(Number.isInteger(thin) && thin >= 1))
    throw new RangeError(`plot.${kind}: thin is ${thin}; give a whole number of 1 or more, which keeps all draws`);
  const chosen = choose(traces, options, { kind, limit: 12, varying: true, draws: 4 });
  const independent = Object.values<Traces>(isTrace(traces) ? { traces } : traces).every(
    (trace) => isTrace(trace) && trace.$.independent,
  );
  const kept = new Map(chosen.scalars.map((scalar) => [scalar.name, independentDraws(scalar, thin, independent)]));
  return gridOf(chosen, options, {
    kind,
    what,
    notes: notesOn(
      chosen,
      [...kept.values()].map(({ step }) => step),
    ),
    draw: (scalar, { axis, ...words }) =>
      draw(
        {
          ...words,
          xLabel: axis === "" ? "" : xLabel,
          series: kept.get(scalar.name)?.series ?? [],
          ...(probability === undefined ? {} : { probability }),
        },
        chosen.scalars.length,
      ),
  });
}

function notesOn({ scalars }: Chosen, steps: readonly number[]): string[] {
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const every = least === most ? `every ${ordinal(most)} draw` : `every ${ordinal(least)} to ${ordinal(most)} draw`;
  return [
    ...(scalars[0]?.series.length === 1 ? ["one chain, whose halves are compared"] : []),
    ...(most > 1 ? [`${every}, so that draws are about independent`] : []),
  ];
}

function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;
}
