/** Picture agreement: all z-scores on one axis, and every trace in units of the posterior sd. */
import { type Estimate, type ForestRow, forestSpec, type PlotSpec, stripSpec } from "@credence/plots";
import type { ComparisonData, EstimateRow } from "../comparison.js";
import { functionalName } from "../functional.js";
import { strength } from "../verdict.js";

/** More rows than this are no picture. */
const MOST_ROWS = 30;

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

/** Mean and 90 % interval of each scalar by each trace, on the scale of the reference or the first; the oddest scalars first. */
export function forestOf(data: ComparisonData): PlotSpec[] {
  const { names, estimates, comparable } = data;
  const base = data.reference ?? names[0];
  if (base === undefined) return [];
  const found = names.map((name) => ({ name, at: indexed(estimates[name] ?? []) }));
  const scale = indexed(estimates[base] ?? []);
  const rows = [...oddestFirst(data, comparable.scalars)].slice(0, MOST_ROWS).flatMap((scalar): ForestRow[] => {
    const [centre, sd] = [scale(scalar, "mean"), scale(scalar, "sd")];
    if (centre === null || sd === null || !(sd > 0)) return [];
    const of = found.flatMap(({ name, at }): Estimate[] => {
      const [mean, low, high] = ([at(scalar, "mean"), at(scalar, 0.05), at(scalar, 0.95)] as const).map((value) =>
        value === null ? null : (value - centre) / sd,
      );
      return mean == null || low == null || high == null ? [] : [{ series: name, mean, low, high }];
    });
    return of.length === 0 ? [] : [{ label: scalar, estimates: of }];
  });
  if (rows.length === 0) return [];
  const left = comparable.scalars.length - rows.length;
  return [
    forestSpec({
      title: "Each scalar by each trace",
      subtitle: `0 is the mean and 1 the sd of ${base}${left > 0 ? `; ${left} more scalars, nearer to each other, are left out` : ""}`,
      xLabel: `posterior sds from the mean of ${base}`,
      rows,
      probability: 0.9,
      reference: 0,
    }),
  ];
}

function indexed(
  rows: readonly EstimateRow[],
): (scalar: string, functional: EstimateRow["functional"]) => number | null {
  const values = new Map(rows.map(({ scalar, functional, value }) => [JSON.stringify([scalar, functional]), value]));
  return (scalar, functional) => values.get(JSON.stringify([scalar, functional])) ?? null;
}

/** In the order of the model unless there are too many for a picture. */
function oddestFirst({ agreement: { marginal } }: ComparisonData, scalars: readonly string[]): readonly string[] {
  if (scalars.length <= MOST_ROWS) return scalars;
  const largest = new Map<string, number>();
  for (const row of marginal) largest.set(row.scalar, Math.max(strength(row), largest.get(row.scalar) ?? 0));
  return [...scalars].sort((a, b) => (largest.get(b) ?? 0) - (largest.get(a) ?? 0));
}
