/** Show how the effective sample size of each scalar grows with the number of draws. */
import { essBulk, essTail, MIN_ESS_PER_CHAIN } from "@credence/diagnostics";
import { fixed, formatNumber } from "../number.js";
import { heading, type LineMark, type PlotSpec, type Point } from "../spec.js";
import { type Chosen, type ChosenScalar, choose, type Series, type Traces } from "./choose.js";
import { gridOf, type PanelWords } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { pooled } from "./pooled.js";

export const ess: Kind<Traces, PlotOptions> = {
  from: "traces",
  shows:
    "the bulk and tail effective sample size of each scalar against the number of draws, with the line of 100 for each chain",
  reading:
    "Lines that rise steadily say that more draws will help as much as the first did. One that flattens or falls tells of a chain that met a region the others have not; figures are reliable above the line.",
  spec: (traces, options = {}) => {
    const chosen = choose(traces, options, { kind: "ess", limit: 12, varying: true, draws: FEWEST });
    return gridOf(chosen, options, {
      kind: "ess",
      what: "Effective sample size",
      draw: (scalar, words) => panel(scalar, words, chosen),
    });
  },
};

const STEPS = 20;
const FEWEST = 20;

interface Curve {
  name: string;
  mark: LineMark;
  last: number | undefined;
}

function panel(scalar: ChosenScalar, { axis, ...words }: PanelWords, { by }: Chosen): PlotSpec {
  const traces = pooled(scalar, by, "");
  const curves = traces.flatMap((trace) => [
    curveOf(trace, "bulk", essBulk, trace.name === "" ? "series1" : trace.role, "normal"),
    curveOf(trace, "tail", essTail, trace.name === "" ? "series2" : trace.role, trace.name === "" ? "normal" : "thin"),
  ]);
  const points = curves.flatMap(({ mark }) => mark.points);
  const chains = Math.max(...traces.map((trace) => trace.chains.length));
  const wanted = MIN_ESS_PER_CHAIN * chains;
  const most = Math.max(...traces.map(({ draws }) => draws.length));
  const last = curves.map(
    ({ name, last }) => `${name} ${last === undefined ? "none" : formatNumber(Math.round(last))}`,
  );
  return {
    kind: "ess",
    ...heading(words),
    alt:
      words.alt ??
      `${words.title}. Effective sample size of ${scalar.label} after ${fixed(most, 0)} draws: ${last.join(", ")}; ${wanted} are wanted.`,
    x: { type: "number", label: axis === "" ? "" : "draws of all chains", domain: [0, most] },
    y: {
      type: "number",
      label: axis === "" ? "" : "effective sample size",
      domain: [0, 1.05 * Math.max(wanted, ...points.map(([, y]) => y))],
    },
    marks: [
      {
        type: "segments",
        role: "reference",
        weight: "hair",
        label: `${MIN_ESS_PER_CHAIN} for each chain`,
        segments: [[0, most, wanted]],
      },
      ...curves.map(({ mark }) => mark),
    ],
    table: {
      caption: `${words.title}: effective sample size by number of draws`,
      columns: ["draws", ...curves.map(({ name }) => name)],
      rows: Array.from({ length: STEPS }, (_, i) => {
        const draws = Math.round((most * (i + 1)) / STEPS);
        return [
          draws,
          ...curves.map(({ mark }) => mark.points.find(([x]) => Math.abs(x - draws) < most / 1e3)?.[1] ?? null),
        ];
      }),
    },
  };
}

function curveOf(
  { name, chains }: Pick<Series, "name" | "chains">,
  what: string,
  size: (chains: readonly Float64Array[]) => number,
  role: LineMark["role"],
  weight: LineMark["weight"],
): Curve {
  const length = (chains[0] as Float64Array).length;
  const points = Array.from({ length: STEPS }, (_, i): Point => {
    const draws = Math.round((length * (i + 1)) / STEPS);
    return [draws * chains.length, size(chains.map((chain) => chain.subarray(0, draws)))];
  }).filter(([, value]) => Number.isFinite(value));
  const label = name === "" ? what : `${name}, ${what}`;
  return { name: label, mark: { type: "line", role, weight, label, points }, last: points.at(-1)?.[1] };
}
