/** Fold up one scalar after the other: its figures by each trace, and four small pictures. */
import { type Fold, type Key, seriesRole, type Table } from "@credence/plots";
import type { ComparisonData } from "../comparison.js";
import { formatFixed, formatToError } from "../figures.js";
import { functionalName } from "../functional.js";
import type { Subject } from "../source.js";
import { strength } from "../verdict.js";
import { drillPictures, type Side } from "./drill-pictures.js";

/** A page holds the figures of at most so many scalars. */
const MOST_FOLDS = 60;

/** The names with their colours. */
export const keysFor = (names: readonly string[]): Key[] => names.map((label, i) => ({ label, role: seriesRole(i) }));

/** The folds in the order of the model: of the scalars with the largest differences, and so many of these in pictures. */
export function drillFolds(data: ComparisonData, subjects: readonly Subject[], pictures: number): Fold[] {
  const { names, comparable, agreement } = data;
  const shown = loudestFirst(data, comparable.scalars).slice(0, MOST_FOLDS);
  const pictured = new Set(shown.slice(0, pictures));
  const base = data.reference ?? names[0] ?? "";
  const roles = new Map(keysFor(names).map(({ label, role }) => [label, role]));
  return comparable.scalars
    .filter((scalar) => shown.includes(scalar))
    .map((scalar) => {
      const sides = subjects.flatMap(({ name, scalars }): Side[] => {
        const found = scalars.find((each) => each.name === scalar);
        return found === undefined ? [] : [{ name, role: roles.get(name) ?? "series1", scalar: found }];
      });
      const distributions = agreement.distributions.filter((row) => row.scalar === scalar);
      return {
        summary: summaryOf(data, scalar),
        tiles: pictured.has(scalar) ? drillPictures(sides, distributions, base) : [],
        tables: [figuresOf(data, scalar)],
      };
    });
}

function loudestFirst({ agreement: { marginal } }: ComparisonData, scalars: readonly string[]): readonly string[] {
  const largest = new Map<string, number>();
  for (const row of marginal) largest.set(row.scalar, Math.max(strength(row), largest.get(row.scalar) ?? -1));
  return [...scalars].sort((a, b) => (largest.get(b) ?? -1) - (largest.get(a) ?? -1));
}

/** `theta[3]: largest |z| 2.1 (mean, a – b)`. */
function summaryOf({ agreement: { marginal } }: ComparisonData, scalar: string): string {
  const [loudest] = marginal
    .filter((row) => row.scalar === scalar && row.z !== null)
    .sort((x, y) => strength(y) - strength(x));
  if (loudest === undefined) return `${scalar}: not tested`;
  const { z, functional, traceA, traceB } = loudest;
  return `${scalar}: largest |z| ${formatFixed(Math.abs(z as number), 1)} (${functionalName(functional)}, ${traceA} – ${traceB})`;
}

function figuresOf({ names, functionals, estimates, health }: ComparisonData, scalar: string): Table {
  const rows = names.map((name) => {
    const own = (estimates[name] ?? []).filter((row) => row.scalar === scalar);
    const standing = health[name]?.scalars.find((row) => row.scalar === scalar);
    const figures = functionals.map((functional) => {
      const found = own.find((row) => row.functional === functional);
      return formatToError(found?.value ?? null, found?.mcse ?? null);
    });
    return [name, ...figures, formatFixed(standing?.essBulk ?? null, 0), formatFixed(standing?.rhat ?? null, 3)];
  });
  const columns = ["trace", ...functionals.map(functionalName), "bulk ESS", "R-hat"];
  return { caption: `${scalar} by each trace`, columns, rows };
}
