/** Lay a comparison out as a page: verdicts, comparability, health, agreement, cost, method. */
import type { PageSection, Table } from "@credence/plots";
import type { ComparisonData } from "../comparison.js";
import { formatP } from "../figures.js";
import { functionalName } from "../functional.js";
import { strength } from "../verdict.js";
import { forestOf, stripOf } from "./pictures.js";
import { evaluations, rowFigures } from "./table.js";

/** A page stays readable, and small, with at most this many rows of agreement; the largest |z| come first. */
const SHOWN = 300;

export function titleOf({ names }: ComparisonData): string {
  return names.length === 0 ? "Comparison" : `Comparison of ${names.join(", ")}`;
}

export function sectionsOf(data: ComparisonData): PageSection[] {
  return [verdicts(data), comparable(data), health(data), agreement(data), cost(data), method(data)];
}

function verdicts({ pairs, verdict, names, thresholds }: ComparisonData): PageSection {
  const alone = verdict[names[0] ?? ""]?.sentence ?? "There are no traces to compare.";
  const percent = `${100 * thresholds.level} %`;
  const table: Table = {
    caption: `A pair differs when its smallest adjusted p is below ${percent}; a pair that agrees is called different at most once in ${1 / thresholds.level} comparisons.`,
    columns: ["pair", "verdict", "tests", "largest |z|", "expected", "smallest p", "shift that would be found (sd)"],
    rows: pairs.map((pair) => [
      `${pair.a} – ${pair.b}`,
      pair.status,
      pair.tests,
      pair.maxZ,
      pair.expectedMaxZ,
      formatP(pair.minP),
      pair.resolution,
    ]),
  };
  const sentences = pairs.map(({ sentence }) => sentence);
  return pairs.length === 0
    ? { heading: "Verdict", paragraphs: [alone] }
    : { heading: "Verdict", paragraphs: sentences, tables: [table] };
}

function comparable({ comparable: { variables, scalars, remarks }, reference, names }: ComparisonData): PageSection {
  const common = `${scalars.length} scalars of ${variables.length} variables are in all of them.`;
  const against = reference === null ? "Each is compared with each." : `The others are compared with ${reference}.`;
  const none =
    remarks.length === 0 && names.length > 1 ? ["Variables, dims, labels and models are the same."] : remarks;
  return {
    heading: "Are they comparable?",
    paragraphs: [`${common} ${names.length > 1 ? against : ""}`.trim(), ...none],
  };
}

function health({ names, health }: ComparisonData): PageSection {
  const each = names.map((name) => ({ name, ...(health[name] as ComparisonData["health"][string]) }));
  const table: Table = {
    caption: "The worst figure over all scalars of each trace.",
    columns: [
      "trace",
      "state",
      "sampler",
      "chains",
      "draws",
      "R-hat",
      "bulk ESS",
      "tail ESS",
      "mcse / sd",
      "divergences",
      "depth hits",
      "E-BFMI",
      "R-hat of log density",
    ],
    rows: each.map((one) => [
      one.name,
      one.state,
      one.sampler ?? one.kind,
      one.chains,
      one.draws,
      one.maxRhat,
      whole(one.minEssBulk),
      whole(one.minEssTail),
      one.maxMcseInSd,
      one.divergences,
      one.depthHits,
      one.minEbfmi,
      one.rhatLogDensity,
    ]),
  };
  const findings = each.flatMap(({ name, findings }) => findings.map(({ message }) => `${name}: ${message}`));
  const paragraphs = [...each.map(({ name, score }) => `${name} – ${score}.`), ...findings];
  return { heading: "May each be trusted on its own?", paragraphs, tables: names.length === 0 ? [] : [table] };
}

function agreement(data: ComparisonData): PageSection {
  const { marginal } = data.agreement;
  const heading = "Do they agree?";
  if (marginal.length === 0) return { heading, paragraphs: ["There is nothing to compare."] };
  const sorted = [...marginal].sort((x, y) => strength(y) - strength(x));
  const shown = sorted.slice(0, SHOWN);
  const table: Table = {
    caption: `${shown.length < sorted.length ? `The ${shown.length} largest of ` : ""}${sorted.length} differences a − b, the largest |z| first. The last column says where the difference lies: within ±${data.thresholds.equivalence} posterior sd, outside, or neither for sure.`,
    columns: [
      "scalar",
      "functional",
      "a",
      "b",
      "value of a",
      "value of b",
      "difference",
      "mcse",
      "z",
      "p (Holm)",
      "in sd",
      "±0.1 sd",
    ],
    rows: shown.map((row) => [
      row.scalar,
      functionalName(row.functional),
      row.traceA,
      row.traceB,
      ...rowFigures(row),
      row.untested === null ? row.equivalence : `not tested: ${row.untested}`,
    ]),
  };
  return { heading, figures: [...stripOf(data), ...forestOf(data)], tables: [table] };
}

function cost({ cost }: ComparisonData): PageSection {
  const heading = "What did it cost?";
  if (cost.length === 0) return { heading, paragraphs: ["There is no run to measure."] };
  const withheld = cost.flatMap(({ trace, withheld }) =>
    withheld === null ? [] : [`No rates for ${trace}: ${withheld}.`],
  );
  const sizes: Table = {
    caption: "The smallest bulk ESS over the compared scalars, and what each of its draws cost. Warmup is included.",
    columns: ["trace", "ESS, smallest", "ESS, median", "ESS a second", "ESS an evaluation", "ESS a draw"],
    rows: cost.map((row) => [
      row.trace,
      whole(row.essBulkMin),
      whole(row.essBulkMedian),
      row.essPerSecond,
      row.essPerEvaluation,
      row.essPerDraw,
    ]),
  };
  const parts: Table = {
    caption: "Warmup and sampling apart, summed over the chains; evaluations of the log density or its gradient.",
    columns: ["trace", "seconds, whole run", "warmup", "sampling", "evaluations", "in warmup", "in sampling"],
    rows: cost.map((row) => [
      row.trace,
      row.seconds,
      row.warmupSeconds,
      row.samplingSeconds,
      evaluations(row),
      row.warmupEvaluations,
      row.samplingEvaluations,
    ]),
  };
  return {
    heading,
    paragraphs: ["Each trace is one run, so that no ratio between samplers is given, nor its interval.", ...withheld],
    tables: [sizes, parts],
  };
}

function method({ thresholds, limits }: ComparisonData): PageSection {
  return {
    heading: "Method, and what it cannot see",
    paragraphs: [
      "z = (a − b) / √(mcse_a² + mcse_b²) for each functional of each scalar; a closed form has no error. p is two-sided, by Student’s t with the degrees of freedom of the errors, which are themselves estimates. Holm’s method adjusts p for the number of rows of the pair. Under agreement the largest |z| of m rows is about √(2 ln 2m).",
      `A trace is unusable with R-hat above ${thresholds.maxRhat}, an effective sample size below ${thresholds.minEssPerChain} a chain, or constant or undefined draws; suspect with divergences or slow energy. A suspect trace may be found to differ, but its agreement proves nothing.`,
      `The shift that would be found is the smallest shift of any one scalar, in posterior sds, that leads to “differ” with a probability of ${100 * thresholds.power} %.`,
      ...limits,
    ],
  };
}

const whole = (figure: number | null): number | null => (figure === null ? null : Math.round(figure));
