/** Picture agreement: all z-scores on one axis, and every trace in units of the posterior sd. */
import { type Estimate, type ForestRow, forestSpec, type PlotSpec, stripSpec } from "@credence/plots";
import type { ComparisonData, EstimateRow } from "../comparison.js";
import { type Functional, functionalName } from "../functional.js";
import { strength } from "../verdict.js";

/** More rows than this are no picture. */
const MOST_ROWS = 30;

/** A trace that lies further out, in sds of the reference, would press all the others together. */
const FARTHEST = 20;

/** The z-scores, one row a pair; none when nothing was tested. */
export function stripOf({ agreement: { marginal }, pairs }: ComparisonData): PlotSpec[] {
  const scores = marginal.flatMap(({ scalar, functional, traceA, traceB, z }) =>
    z === null ? [] : [{ label: `${scalar} ${functionalName(functional)}`, z, group: `${traceA} – ${traceB}` }],
  );
  if (scores.length === 0) return [];
  const subtitle =
    pairs.length > 1 ? "one row a pair, one tick a functional of a scalar" : "one tick a functional of a scalar";
  return [stripSpec({ title: "Differences in Monte Carlo standard errors", subtitle, scores })];
}

/** Mean and 90 % interval of each scalar by each trace, on the scale of the reference or the first. */
export function forestOf(data: ComparisonData): PlotSpec[] {
  const { names, comparable } = data;
  const base = data.reference ?? names[0];
  if (base === undefined) return [];
  const figures = new Map(names.map((name) => [name, indexed(data.estimates[name] ?? [])]));
  const shown = oddestFirst(data, comparable.scalars).slice(0, MOST_ROWS);
  const rows = shown.map((scalar): ForestRow => {
    const scale = figures.get(base)?.(scalar);
    const estimates = names.flatMap((series) => standardized(series, figures.get(series)?.(scalar), scale));
    return { label: scalar, estimates };
  });
  if (rows.every(({ estimates }) => estimates.length === 0)) return [];
  const left = comparable.scalars.length - shown.length;
  const others = left > 0 ? `; the ${left} scalars with smaller |z| are left out` : "";
  return [
    forestSpec({
      title: "Each scalar by each trace",
      subtitle: `0 is the mean and 1 the sd of ${base}; beyond ±${FARTHEST} nothing is drawn${others}`,
      xLabel: `posterior sds from the mean of ${base}`,
      rows,
      probability: 0.9,
      reference: 0,
    }),
  ];
}

/** The figures of one scalar that a forest shows; null where undefined or not asked for. */
interface Figures {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A mark of the forest, or none where a figure is missing. */
function standardized(series: string, own: Figures | undefined, scale: Figures | undefined): Estimate[] {
  if (!own || !scale || scale.mean === null || !(scale.sd !== null && scale.sd > 0)) return [];
  if (own.mean === null || own.low === null || own.high === null) return [];
  const [mean, low, high] = [own.mean, own.low, own.high] as const;
  const place = (value: number): number => (value - (scale.mean as number)) / (scale.sd as number);
  return Math.max(-place(low), place(high)) > FARTHEST
    ? []
    : [{ series, mean: place(mean), low: place(low), high: place(high) }];
}

function indexed(rows: readonly EstimateRow[]): (scalar: string) => Figures {
  const values = new Map(rows.map(({ scalar, functional, value }) => [`${functional} ${scalar}`, value]));
  const figure = (functional: Functional, scalar: string): number | null =>
    values.get(`${functional} ${scalar}`) ?? null;
  return (scalar) => ({
    mean: figure("mean", scalar),
    sd: figure("sd", scalar),
    low: figure(0.05, scalar),
    high: figure(0.95, scalar),
  });
}

/** In the order of the model unless there are too many for a picture. */
function oddestFirst({ agreement: { marginal } }: ComparisonData, scalars: readonly string[]): readonly string[] {
  if (scalars.length <= MOST_ROWS) return scalars;
  const largest = new Map<string, number>();
  for (const row of marginal) largest.set(row.scalar, Math.max(strength(row), largest.get(row.scalar) ?? 0));
  return [...scalars].sort((a, b) => (largest.get(b) ?? 0) - (largest.get(a) ?? 0));
}
