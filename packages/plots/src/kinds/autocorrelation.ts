/** Show how much draws resemble those before them, lag by lag. */
import { autocovariance } from "@credence/math";
import { formatNumber } from "../number.js";
import { heading, type Mark, type PlotSpec, type Point } from "../spec.js";
import { type Chosen, type ChosenScalar, choose, type Series, type Traces } from "./choose.js";
import { gridOf, type PanelWords } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { legendOf } from "./series.js";

export interface AutocorrelationOptions extends PlotOptions {
  /** The largest lag; 40 when left out, or as many as there are draws. */
  readonly lags?: number;
}

export const autocorrelation: Kind<Traces, AutocorrelationOptions> = {
  from: "traces",
  shows:
    "how much draws resemble those some steps before them, by chain (of several traces: the mean over the chains of each)",
  reading:
    "The sooner the lines fall into the band, the more a draw is worth; independent draws are inside it from lag 1 on, but for one lag in twenty. A line that stays high is a chain that moves slowly.",
  spec: (traces, { lags = 40, ...options } = {}) => {
    if (!(Number.isInteger(lags) && lags >= 1))
      throw new RangeError(`plot.autocorrelation: lags is ${lags}; give a whole number of 1 or more`);
    const chosen = choose(traces, options, { kind: "autocorrelation", limit: 12, varying: true, draws: 3 });
    return gridOf(chosen, options, {
      kind: "autocorrelation",
      what: "Autocorrelation",
      draw: (scalar, words) => panel(scalar, words, chosen, lags),
    });
  },
};

function panel(
  { label, series }: ChosenScalar,
  { axis, ...words }: PanelWords,
  { by }: Chosen,
  lags: number,
): PlotSpec {
  const legend = legendOf(series, by);
  const lines = series.map((each, i) => ({ ...each, legend: legend[i], points: correlations(each, lags) }));
  const drawn = lines.filter(({ points }) => points.length > 0);
  const still = lines.filter(({ points }) => points.length === 0).map(({ name }) => name);
  const noise =
    1.96 / Math.sqrt(Math.min(...series.map(({ chains }) => chains.reduce((n, chain) => n + chain.length, 0))));
  const last = Math.max(1, ...drawn.map(({ points }) => points.length - 1));
  const [tell, low] = [drawn.slice(0, 8), Math.min(-noise, ...drawn.flatMap(({ points }) => points.map(([, y]) => y)))];
  return {
    kind: "autocorrelation",
    ...heading(words),
    ...(still.length === 0
      ? {}
      : {
          subtitle: [
            ...(words.subtitle === undefined ? [] : [words.subtitle]),
            `${still.join(", ")} stands still and has none`,
          ].join(". "),
        }),
    alt:
      words.alt ??
      `${words.title}. Autocorrelation of ${label} at lag 1: ${tell.map(({ name, points }) => `${name} ${formatNumber(points[1]?.[1] ?? 0)}`).join(", ")}. ` +
        `Independent draws keep within ±${formatNumber(noise)} at 95% of the lags.`,
    x: { type: "number", label: axis === "" ? "" : "lag in draws", domain: [0, last] },
    y: { type: "number", label: axis === "" ? "" : "autocorrelation", domain: [Math.max(-1, 1.1 * low), 1] },
    marks: [
      {
        type: "ribbon",
        role: "reference",
        label: "independent draws",
        points: [0, last].map((x): [number, number, number] => [x, -noise, noise]),
      },
      ...drawn.map(({ role, legend, points }): Mark => ({ type: "line", role, weight: "fine", points, ...legend })),
    ],
    table: {
      caption: `${words.title}: autocorrelation by lag`,
      columns: ["lag", ...drawn.map(({ name }) => name)],
      rows: Array.from({ length: last + 1 }, (_, lag) => [lag, ...drawn.map(({ points }) => points[lag]?.[1] ?? null)]),
    },
  };
}

/** The mean over the chains that move; none where all stand still. */
function correlations({ chains }: Series, lags: number): Point[] {
  const each = chains.map((chain) => autocovariance(chain)).filter((covariance) => (covariance[0] as number) > 0);
  const [first] = each;
  if (!first) return [];
  return Array.from(
    { length: Math.min(lags, first.length - 1) + 1 },
    (_, lag): Point => [
      lag,
      each.reduce((sum, covariance) => sum + (covariance[lag] as number) / (covariance[0] as number), 0) / each.length,
    ],
  );
}
