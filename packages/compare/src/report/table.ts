/** Write a comparison as aligned text for a terminal. */

import { alignColumns, printable } from "@credence/diagnostics";
import type { AgreementRow } from "../agreement/rows.js";
import type { ComparisonData } from "../comparison.js";
import { formatFigure, formatFixed, formatP, formatToError } from "../figures.js";
import { functionalName } from "../functional.js";
import { strength } from "../verdict.js";

/** A terminal shows the largest differences; the data and the report hold them all. */
const SHOWN = 20;

export function tableText(data: ComparisonData): string {
  const parts = [verdicts(data), data.comparable.remarks, health(data), agreement(data), cost(data)];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** Rows of cells, made printable and aligned. */
const aligned = (rows: readonly (readonly string[])[]): string => alignColumns(rows.map((row) => row.map(printable)));

function verdicts({ pairs, verdict, names }: ComparisonData): string[] {
  if (pairs.length > 0) return pairs.map(({ status, sentence }) => printable(`${status}: ${sentence}`));
  return [printable(verdict[names[0] ?? ""]?.sentence ?? "Not assessable: there are no traces to compare.")];
}

function health({ names, health }: ComparisonData): string[] {
  if (names.length === 0) return [];
  const head = [
    "health",
    "sampler",
    "chains × draws",
    "R-hat",
    "ESS bulk",
    "tail",
    "mcse/sd",
    "divergences",
    "depth hits",
    "E-BFMI",
    "state",
  ];
  const rows = names.map((name) => {
    const one = health[name] as ComparisonData["health"][string];
    const size = one.chains === null ? "" : `${one.chains} × ${one.draws}`;
    const figures = [formatFixed(one.maxRhat, 3), formatFixed(one.minEssBulk, 0), formatFixed(one.minEssTail, 0)];
    const run = [formatFixed(one.divergences, 0), formatFixed(one.depthHits, 0), formatFixed(one.minEbfmi, 2)];
    const what = one.kind === "closed form" ? "closed form" : (one.sampler ?? "");
    return [name, what, size, ...figures, formatFixed(one.maxMcseInSd, 3), ...run, one.state];
  });
  return [aligned([head, ...rows])];
}

function agreement({ agreement: { marginal }, pairs }: ComparisonData): string[] {
  if (marginal.length === 0) return [];
  const [only, ...more] = pairs;
  const several = more.length > 0;
  const columns = several ? ["a", "b", "value of a", "value of b"] : [only?.a ?? "a", only?.b ?? "b"];
  const head = ["agreement", ...columns, "difference", "mcse", "z", "p (Holm)", "in sd"];
  const worst = [...marginal].sort((x, y) => strength(y) - strength(x)).slice(0, SHOWN);
  const rest = marginal.length - worst.length;
  const rows = worst.map((row) => [
    `${row.scalar} ${functionalName(row.functional)}`,
    ...(several ? [row.traceA, row.traceB] : []),
    ...rowFigures(row),
  ]);
  return [aligned([head, ...rows]), ...(rest > 0 ? [`${rest} more rows with smaller |z|`] : [])];
}

/** a, b, difference, error, z, p and the difference in posterior sds, as text. */
export function rowFigures({ a, b, difference, mcse, z, pHolm, differenceInSd }: AgreementRow): string[] {
  const values = [a, b, difference].map((value) => formatToError(value, mcse));
  return [...values, formatFigure(mcse, 2), formatFixed(z, 2), formatP(pHolm), formatFixed(differenceInSd, 3)];
}

function cost({ cost }: ComparisonData): string[] {
  if (cost.length === 0) return [];
  const head = [
    "cost",
    "ESS min",
    "median",
    "seconds",
    "warmup",
    "sampling",
    "evaluations",
    "ESS/s",
    "ESS/evaluation",
    "ESS/draw",
  ];
  const rows = cost.map((row) => [
    row.trace,
    formatFixed(row.essBulkMin, 0),
    formatFixed(row.essBulkMedian, 0),
    ...[row.seconds, row.warmupSeconds, row.samplingSeconds].map((seconds) => formatFigure(seconds, 3)),
    formatFixed(evaluations(row), 0),
    ...[row.essPerSecond, row.essPerEvaluation, row.essPerDraw].map((rate) => formatFigure(rate, 3)),
  ]);
  const withheld = cost.flatMap(({ trace, withheld }) =>
    withheld === null ? [] : [printable(`no rates for ${trace}: ${withheld}`)],
  );
  return [aligned([head, ...rows]), ...withheld, "one run each: no ratio between samplers is given"];
}

/** Warmup and sampling together. */
export function evaluations({ warmupEvaluations, samplingEvaluations }: ComparisonData["cost"][number]): number | null {
  return warmupEvaluations === null || samplingEvaluations === null ? null : warmupEvaluations + samplingEvaluations;
}
