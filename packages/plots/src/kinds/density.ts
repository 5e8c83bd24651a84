/** Show the density of each scalar by chain or by trace, over that of all draws. */
import { curvePoints, peak } from "../curve.js";
import { formatNumber } from "../number.js";
import { heading, type Mark, type PlotSpec, type Point } from "../spec.js";
import { curveDomain, curveTable, highest, markValue } from "../specs/density.js";
import { type Chosen, type ChosenScalar, choose, type Series, type Traces } from "./choose.js";
import { gridOf, type PanelWords } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { legendOf } from "./series.js";
import { smoothDraws } from "./smooth.js";

export const density: Kind<Traces, PlotOptions> = {
  from: "traces",
  shows: "the density of each scalar by chain (of several traces: by trace), over that of all draws",
  reading:
    "Curves that lie on each other say that chains agree; one that stands apart has explored another region. Kernels smooth: a sharp edge looks round.",
  spec: (traces, options = {}) => {
    const chosen = choose(traces, options, { kind: "density", limit: 12, varying: true, draws: 2 });
    return gridOf(chosen, options, {
      kind: "density",
      what: "Density",
      draw: (scalar, words) => panel(scalar, words, chosen),
    });
  },
};

function panel({ label, series }: ChosenScalar, words: PanelWords, { by, scalars }: Chosen): PlotSpec {
  const limit = Math.max(40, Math.min(200, 3000 / (scalars.length * (series.length + 1))));
  const legend = legendOf(series, by);
  const still = series.filter(isStill);
  const curves = series.flatMap((each, i) =>
    isStill(each) ? [] : [{ label: each.name, role: each.role, legend: legend[i], points: smooth(each, limit) }],
  );
  const pooled = by === "chain" && series.length > 1 ? [{ label: "all chains", points: smoothAll(series, limit) }] : [];
  const all = [...curves, ...pooled];
  const domain = curveDomain(all, still.map(firstOf));
  const stopped = still.map((each) => `${each.name} stands still at ${formatNumber(firstOf(each))}`);
  return {
    kind: "density",
    ...heading(words),
    alt:
      words.alt ??
      [
        `${words.title}. Densities of ${label}.`,
        ...all.map(({ label, points }) => `${label} is highest at ${formatNumber(peak(points)[0])}.`),
        ...stopped.map((sentence) => `${sentence}.`),
      ].join(" "),
    x: { type: "number", label: words.axis, domain },
    y: { type: "number", label: "density", domain: [0, highest(all)], hidden: true },
    marks: [
      ...pooled.map(({ label, points }): Mark => ({ type: "area", role: "reference", label, base: 0, points })),
      ...curves.map(
        ({ role, legend, points }): Mark => ({
          type: "line",
          role,
          weight: by === "chain" ? "fine" : "normal",
          points,
          ...legend,
        }),
      ),
      ...still.map((each) => ({ ...markValue({ label: `${each.name} stands still at`, value: firstOf(each) }) })),
    ],
    table: curveTable(words.title, words.axis === "" ? "value" : words.axis, all, domain),
  };
}

const firstOf = ({ chains }: Series): number => (chains[0] as Float64Array)[0] as number;

const isStill = (series: Series): boolean =>
  series.chains.every((chain) => chain.every((value) => value === firstOf(series)));

const smoothAll = (series: readonly Series[], limit: number): Point[] =>
  smooth({ chains: series.flatMap(({ chains }) => chains) }, limit);

function smooth({ chains }: Pick<Series, "chains">, limit: number): Point[] {
  const draws = chains.flatMap((chain) => Array.from(chain));
  return curvePoints("plot.density", { label: "draws", role: "posterior", ...smoothDraws(draws, limit) });
}
