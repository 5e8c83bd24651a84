/** Lay a comparison out as a page: verdicts, comparability, health, agreement, each scalar, cost, method. */

import { counted } from "@credence/diagnostics";
import type { PageSection, PlotSpec } from "@credence/plots";
import type { ComparisonData } from "../comparison.js";
import { formatFigure } from "../figures.js";
import type { Subject } from "../source.js";
import { barsOf } from "./bars.js";
import { originTable, verdictCards } from "./cards.js";
import { drillFolds, keysFor } from "./drill.js";
import { jointSection } from "./joint.js";
import { forestOf, stripOf } from "./pictures.js";
import { agreementTables, costTables, healthTable } from "./tables.js";

export function titleOf({ names }: ComparisonData): string {
  return names.length === 0 ? "Comparison" : `Comparison of ${names.join(", ")}`;
}

/**
 * @param cost what is said of the cost
 * @param pictures how many scalars are drawn one by one
 */
export function sectionsOf(
  data: ComparisonData,
  subjects: readonly Subject[],
  cost: PageSection,
  pictures: number,
): PageSection[] {
  return [
    verdicts(data),
    comparable(data),
    health(data, subjects),
    agreement(data),
    ...eachScalar(data, subjects, pictures),
    ...jointSection(data),
    cost,
    method(data),
  ];
}

function verdicts(data: ComparisonData): PageSection {
  const { pairs, verdict, names, thresholds } = data;
  const heading = "Verdict";
  if (pairs.length === 0) {
    return { heading, paragraphs: [verdict[names[0] ?? ""]?.sentence ?? "There are no traces to compare."] };
  }
  const level = `A pair differs when its smallest adjusted p is below ${100 * thresholds.level} %; a pair that agrees is called different in at most ${100 * thresholds.level} % of comparisons.`;
  return { heading, paragraphs: [level], cards: verdictCards(data) };
}

function comparable({ comparable: { variables, scalars, remarks }, reference, names }: ComparisonData): PageSection {
  const heading = "Are they comparable?";
  const common = `All hold ${counted(scalars.length, "scalar")} of ${counted(variables.length, "variable")}.`;
  if (names.length < 2) return { heading, paragraphs: ["There is one at most."] };
  const against = reference === null ? "Each is compared with each." : `The others are compared with ${reference}.`;
  const differences =
    remarks.length === 0 ? ["Nothing differs in variables, dims, labels, models or lengths."] : remarks;
  return { heading, paragraphs: [`${common} ${against}`, ...differences] };
}

function health(data: ComparisonData, subjects: readonly Subject[]): PageSection {
  const each = data.names.map((name) => ({ name, ...(data.health[name] as ComparisonData["health"][string]) }));
  const scores = each.map(({ name, score }) => `${name} – ${score}.`);
  const findings = each.flatMap(({ name, findings }) => findings.map(({ message }) => `${name}: ${message}`));
  const tables = each.length === 0 ? [] : [healthTable(data)];
  return {
    heading: "May each be trusted on its own?",
    paragraphs: [...scores, ...findings],
    tables: [...tables, ...originTable(subjects)],
  };
}

function agreement(data: ComparisonData): PageSection {
  const heading = "Do they agree?";
  if (data.agreement.marginal.length === 0) return { heading, paragraphs: ["There is nothing to compare."] };
  const zone = formatFigure(data.thresholds.equivalence, 2);
  const reading = `The last column of a table says where a difference lies, give or take 1.96 errors: inside ±${zone} posterior sd, where it seldom matters, outside, or undecided.`;
  return {
    heading,
    paragraphs: [reading],
    figures: [...stripOf(data), ...forestOf(data)],
    folds: agreementTables(data).map((tables) => ({ summary: tables[0]?.caption ?? "", tables })),
  };
}

/** Density, distribution function, ranks and draws of each scalar, folded up. */
function eachScalar(data: ComparisonData, subjects: readonly Subject[], pictures: number): PageSection[] {
  const folds = drillFolds(data, subjects, pictures);
  if (folds.length === 0) return [];
  const drawn = Math.min(pictures, folds.length);
  const left = data.comparable.scalars.length - folds.length;
  const reading =
    "Open a scalar for its figures and four pictures: densities; differences of distribution functions, in units of the half-width of their simultaneous band, which is shaded; ranks of draws that were thinned to their effective number, which lie evenly if traces agree (shaded: three standard errors); and draws in order, thinned for the eye. What is open is printed.";
  const others = [
    ...(drawn < folds.length ? [`Pictures are of the ${counted(drawn, "scalar")} with the largest |z|.`] : []),
    ...(left > 0 ? [`The ${counted(left, "scalar")} with the smallest |z| are left out here.`] : []),
  ];
  return [{ heading: "Scalar by scalar", paragraphs: [reading, ...others], folds }];
}

export function costSection(data: ComparisonData): PageSection {
  const heading = "What did it cost?";
  if (data.cost.length === 0) return { heading, paragraphs: ["There is no run to measure."] };
  const runs = "Each trace is one run, so that no ratio between samplers is given, nor its interval; race gives both.";
  const withheld = data.cost.flatMap(({ trace, withheld }) =>
    withheld === null ? [] : [`No rates for ${trace}: ${withheld}.`],
  );
  return { heading, paragraphs: [runs, ...withheld], figures: costBars(data), tables: costTables(data) };
}

function costBars({ cost, names }: ComparisonData): PlotSpec[] {
  const roles = new Map(keysFor(names).map(({ label, role }) => [label, role]));
  const bars = (rate: (row: (typeof cost)[number]) => number | null) =>
    cost.flatMap((row) => {
      const [value, role] = [rate(row), roles.get(row.trace)];
      return value === null || role === undefined ? [] : [{ label: row.trace, role, value }];
    });
  return [
    ...barsOf(
      "Effective draws a second",
      "smallest bulk ESS of any scalar; log scale",
      bars((row) => row.essPerSecond),
    ),
    ...barsOf(
      "Effective draws an evaluation",
      "of the density or its gradient; log scale",
      bars((row) => row.essPerEvaluation),
    ),
  ];
}

function method({ thresholds, limits }: ComparisonData): PageSection {
  const { level, maxRhat, minEssPerChain, power } = thresholds;
  return {
    heading: "Method, and what it cannot see",
    paragraphs: [
      "z = (a − b) / √(mcse_a² + mcse_b²) for each functional of each scalar; a closed form has no error. p is two-sided, by Student’s t with the degrees of freedom of the errors, which are themselves estimates. Holm’s method adjusts p for the number of rows of the pair. Under agreement the largest |z| of m rows is about √(2 ln 2m).",
      `A trace is unusable with R-hat above ${maxRhat}, an effective sample size below ${minEssPerChain} a chain, or constant or undefined draws; suspect with divergences or slow energy. A suspect trace may be found to differ (below ${100 * level} %), but its agreement proves nothing.`,
      `The shift that would be seen is the smallest shift of any one scalar, in posterior sds, that leads to “differ” with a probability of ${100 * power} %.`,
      ...limits,
    ],
  };
}
