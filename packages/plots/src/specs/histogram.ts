/** Show draws as a histogram against the curves they should be read with. */
import { binDraws } from "../bins.js";
import { checkNumber, checkNumbers } from "../check.js";
import { type Curve, curvePoints, peak } from "../curve.js";
import { fixed, formatNumber } from "../number.js";
import { heading, type Mark, type PlotSpec, type Words } from "../spec.js";
import { curveDomain, highest, markValue } from "./density.js";

export interface HistogramInput extends Words {
  xLabel: string;
  /** Draws of one scalar, all chains together; at least one. */
  draws: ArrayLike<number>;
  /** What the draws are, such as "simulated paths"; "posterior draws" unless given. */
  drawn?: string;
  /** Prior, likelihood and, where it is known, the `exact` posterior. */
  curves?: readonly Curve[];
  /** The mode; by default the peak of the curve with the role `exact`, if there is one. */
  mostPlausible?: number;
}

/**
 * A histogram whose bars have the area of their share of the draws, so that density curves compare with them. Draws
 * beyond 6 interquartile ranges from the quartiles are counted in the table's caption, not drawn.
 *
 * @throws RangeError for no draws, draws that are not finite, or a curve that cannot be drawn.
 */
export function histogramSpec(input: HistogramInput): PlotSpec {
  const caller = "histogramSpec";
  checkNumbers(caller, "draws", input.draws);
  const total = input.draws.length;
  const { edges, counts, outside } = binDraws(input.draws);
  const curves = (input.curves ?? []).map((curve) => ({ ...curve, points: curvePoints(caller, curve) }));
  const mode = mostPlausible(caller, input, curves);
  const bars = counts.map((count, i): [number, number, number] => {
    const [x0, x1] = [edges[i] as number, edges[i + 1] as number];
    return [x0, x1, count / (total * (x1 - x0))];
  });
  const label = `${fixed(total, 0)} ${input.drawn ?? `posterior draw${total === 1 ? "" : "s"}`}`;
  const marks: Mark[] = [
    { type: "bars", role: "posterior", label, bars },
    ...curves.map(({ label, role, points }): Mark => ({ type: "line", role, label, weight: "normal", points })),
    ...(mode === undefined ? [] : [markValue({ label: "most plausible value", value: mode })]),
  ];
  const fullest = bars.reduce((best, bar) => (bar[2] > best[2] ? bar : best));
  const far = outside === 0 ? "" : ` ${fixed(outside, 0)} ${input.drawn ?? "draws"} lie too far out to show.`;
  const sentences = [
    `${input.title}. Histogram of ${label} of ${input.xLabel},`,
    `most of them between ${formatNumber(fullest[0])} and ${formatNumber(fullest[1])}.${far}`,
    ...curves.map((curve) => `${curve.label} is highest at ${formatNumber(peak(curve.points)[0])}.`),
    ...(mode === undefined ? [] : [`The most plausible value is ${formatNumber(mode)}.`]),
  ];
  const seen = [edges[0] as number, edges[edges.length - 1] as number, ...(mode === undefined ? [] : [mode])];
  return {
    kind: "histogram",
    ...heading(input),
    alt: input.alt ?? sentences.join(" "),
    x: { type: "number", label: input.xLabel, domain: curveDomain(curves, seen) },
    y: { type: "number", label: "density", domain: [0, highest(curves, fullest[2])], hidden: true },
    marks,
    table: {
      caption: `${input.title}: draws in each bin.${far}`,
      columns: ["from", "to", "draws", "share of draws"],
      rows: counts.map((count, i) => [edges[i] as number, edges[i + 1] as number, count, count / total]),
    },
  };
}

function mostPlausible(
  caller: string,
  { mostPlausible }: HistogramInput,
  curves: readonly (Curve & { points: [number, number][] })[],
): number | undefined {
  if (mostPlausible !== undefined) return checkNumber(caller, "mostPlausible", mostPlausible);
  const exact = curves.find(({ role }) => role === "exact");
  return exact && peak(exact.points)[0];
}
