/** Show how often draws of each scalar fall into even bins. */
import { binDraws } from "../bins.js";
import { fixed } from "../number.js";
import type { PlotSpec } from "../spec.js";
import { histogramSpec } from "../specs/histogram.js";
import { type Chosen, type ChosenScalar, choose, type Traces } from "./choose.js";
import { gridOf, type PanelWords } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { type Pooled, pooled } from "./pooled.js";

export const histogram: Kind<Traces, PlotOptions> = {
  from: "traces",
  shows:
    "how often draws of each scalar fall into even bins, all chains together (of several traces: one over the other)",
  reading:
    "Unlike a density it smooths nothing: gaps, spikes and edges are those of the draws. Whole numbers have a bar each.",
  spec: (traces, options = {}) => {
    const chosen = choose(traces, options, { kind: "histogram", limit: 12, varying: false, draws: 1 });
    return gridOf(chosen, options, {
      kind: "histogram",
      what: "Histogram",
      draw: (scalar, words) => panel(scalar, words, chosen),
    });
  },
};

function panel(scalar: ChosenScalar, { axis, ...words }: PanelWords, { by }: Chosen): PlotSpec {
  const traces = pooled(scalar, by, "");
  const spec = histogramSpec({ ...words, xLabel: scalar.label, draws: traces.flatMap(({ draws }) => draws) });
  const drawn = traces.length === 1 ? spec : byTrace(spec, traces);
  return { ...drawn, x: { ...drawn.x, label: axis } };
}

/** The bars of each trace over the bins of all. */
function byTrace(spec: PlotSpec, traces: readonly Pooled[]): PlotSpec {
  const { edges } = binDraws(traces.flatMap(({ draws }) => draws));
  const bins = edges.slice(1).map((to, b): [number, number] => [edges[b] as number, to]);
  const counts = traces.map(({ draws }) => bins.map(([from, to]) => draws.filter((x) => x >= from && x < to).length));
  const heights = counts.map((own, t) =>
    own.map(
      (count, b) =>
        count /
        ((traces[t] as Pooled).draws.length *
          (((bins[b] as number[])[1] as number) - ((bins[b] as number[])[0] as number))),
    ),
  );
  return {
    ...spec,
    y: { ...spec.y, domain: [0, 1.05 * Math.max(...heights.flat())] } as PlotSpec["y"],
    marks: traces.map(({ name, role }, t) => ({
      type: "bars",
      role,
      label: name,
      bars: bins.map(([from, to], b) => [from, to, heights[t]?.[b] as number]),
    })),
    alt: `${spec.title}. Histograms by trace: ${traces.map(({ name, draws }) => `${name} with ${fixed(draws.length, 0)} draws`).join(", ")}.`,
    table: {
      caption: `${spec.title}: draws in each bin`,
      columns: ["from", "to", ...traces.map(({ name }) => name)],
      rows: bins.map(([from, to], b) => [from, to, ...counts.map((own) => own[b] as number)]),
    },
  };
}
