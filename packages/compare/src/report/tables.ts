/** Lay the figures of a comparison out as tables of a page. */
import type { Cell, Table } from "@credence/plots";
import type { DistributionRow } from "../agreement/distributions.js";
import type { AgreementRow } from "../agreement/rows.js";
import type { ComparisonData } from "../comparison.js";
import { formatFigure, formatFixed, formatP } from "../figures.js";
import { functionalName } from "../functional.js";
import { strength } from "../verdict.js";
import { evaluations, rowFigures } from "./table.js";

/** A page stays readable, and small, with at most this many rows of agreement in all its tables. */
const MOST_ROWS = 120;

/** One row an item and one column an entry; columns that are empty throughout are left out. */
function tableOf<T>(caption: string, items: readonly T[], columns: Readonly<Record<string, (item: T) => Cell>>): Table {
  const used = Object.entries(columns).filter(([, cell]) => items.some((item) => cell(item) !== null));
  return {
    caption,
    columns: used.map(([name]) => name),
    rows: items.map((item) => used.map(([, cell]) => cell(item))),
  };
}

const whole = (figure: number | null): number | null => (figure === null ? null : Math.round(figure));

export function healthTable({ names, health }: ComparisonData): Table {
  const each = names.map((name) => ({ name, ...(health[name] as ComparisonData["health"][string]) }));
  return tableOf("The worst figure over all scalars of each", each, {
    trace: ({ name }) => name,
    state: ({ state }) => state,
    "R-hat": ({ maxRhat }) => maxRhat,
    "bulk ESS": ({ minEssBulk }) => whole(minEssBulk),
    "tail ESS": ({ minEssTail }) => whole(minEssTail),
    "mcse / sd": ({ maxMcseInSd }) => maxMcseInSd,
    divergences: ({ divergences }) => divergences,
    "depth hits": ({ depthHits }) => depthHits,
    "E-BFMI": ({ minEbfmi }) => minEbfmi,
    "R-hat of log density": ({ rhatLogDensity }) => rhatLogDensity,
  });
}

/** For each pair a table of functionals and one of distributions, the largest |z| first. */
export function agreementTables({ pairs, agreement, thresholds }: ComparisonData): Table[][] {
  const { marginal, distributions } = agreement;
  const most = Math.max(10, Math.floor(MOST_ROWS / pairs.length));
  return pairs.flatMap(({ a, b }) => {
    const rows = marginal.filter(({ traceA, traceB }) => traceA === a && traceB === b);
    const shown = rows.sort((x, y) => strength(y) - strength(x)).slice(0, most);
    const part =
      shown.length < rows.length ? `the ${shown.length} largest of ${rows.length} differences` : "differences";
    const laws = distributions
      .filter((row) => row.traceA === a && row.traceB === b && row.maxZ !== null)
      .sort((x, y) => (y.maxZ ?? 0) - (x.maxZ ?? 0))
      .slice(0, most);
    const named = pairTable(`${a} – ${b}: ${part}`, [a, b], shown, `±${thresholds.equivalence} sd`);
    return rows.length === 0 ? [] : [[named, ...(laws.length === 0 ? [] : [lawTable(`${a} – ${b}`, laws)])]];
  });
}

function lawTable(pair: string, laws: readonly DistributionRow[]): Table {
  return tableOf(`${pair}: whole distributions, those with the largest difference first`, laws, {
    scalar: ({ scalar }) => scalar,
    "largest |z|": ({ maxZ }) => formatFixed(maxZ, 2),
    at: ({ at }) => formatFigure(at, 3),
    "p (adjusted)": ({ pHolm }) => formatP(pHolm),
    KS: ({ ks }) => formatFixed(ks, 3),
    "p of KS": ({ ksP }) => formatP(ksP),
    "Wasserstein-1 (sd)": ({ wasserstein }) => formatFigure(wasserstein, 2),
    "noise floor": ({ wassersteinFloor }) => formatFigure(wassersteinFloor, 2),
  });
}

function pairTable(
  caption: string,
  names: readonly [string, string],
  rows: readonly AgreementRow[],
  zone: string,
): Table {
  const heads = ["quantity", ...names, "difference", "mcse", "z", "p (Holm)", "in sd", zone];
  const cells = rows.map((row): string[] => [
    `${row.scalar} ${functionalName(row.functional)}`,
    ...rowFigures(row),
    row.untested === null ? (row.equivalence ?? "") : `not tested: ${row.untested}`,
  ]);
  return { caption, columns: heads, rows: cells };
}

export function costTables({ cost }: ComparisonData): Table[] {
  return [
    tableOf("The smallest bulk ESS over the compared scalars, and its price with the warmup included", cost, {
      trace: ({ trace }) => trace,
      "ESS, smallest": ({ essBulkMin }) => whole(essBulkMin),
      "ESS, median": ({ essBulkMedian }) => whole(essBulkMedian),
      "ESS a second": ({ essPerSecond }) => essPerSecond,
      "ESS an evaluation": ({ essPerEvaluation }) => essPerEvaluation,
      "ESS a draw": ({ essPerDraw }) => essPerDraw,
    }),
    tableOf("Warmup and sampling apart, summed over the chains", cost, {
      trace: ({ trace }) => trace,
      "seconds in all": ({ seconds }) => seconds,
      "in warmup": ({ warmupSeconds }) => warmupSeconds,
      "in sampling": ({ samplingSeconds }) => samplingSeconds,
      "evaluations in all": evaluations,
      "evaluations in warmup": ({ warmupEvaluations }) => warmupEvaluations,
      "evaluations in sampling": ({ samplingEvaluations }) => samplingEvaluations,
    }),
    tableOf("How the samplers moved, on average over the kept draws", cost, {
      trace: ({ trace }) => trace,
      sampler: ({ sampler }) => sampler,
      "leapfrog steps": ({ stepsPerDraw }) => stepsPerDraw,
      acceptance: ({ acceptance }) => acceptance,
      "step size": ({ stepSize }) => stepSize,
      divergences: ({ divergences }) => divergences,
    }),
  ];
}
