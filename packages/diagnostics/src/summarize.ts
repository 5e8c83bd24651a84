/** Summarise every scalar of a trace: one row each, as plain data and as an aligned table. */
import { type AnyTrace, INTERVAL_MASS, type Label, scalarsOf } from "@credence/draws";
import { formatError, formatFixed, formatToError } from "./digits.js";
import { listed } from "./findings.js";
import { printable } from "./printable.js";
import { type ScalarSummary, summarizeScalar } from "./scalar-summary.js";
import { type Layout, type Readable, withText } from "./with-text.js";

/** The figures of one scalar; null where undefined (constant or non-finite draws, too few of them). */
export type SummaryFigures = { readonly [K in keyof ScalarSummary]: number | null };

/** One scalar of a trace. All figures but the effective sizes and R-hat are in the variable's own unit. */
export interface SummaryRow extends SummaryFigures {
  /** As printed: `tau`, `theta[Choate]`. */
  readonly name: string;
  /** The dotted name of the variable. */
  readonly variable: string;
  /** One for each dim of the variable. */
  readonly labels: readonly Label[];
}

/** The figures of a whole trace: plain data, with a text. */
export interface SummaryTable extends Readable {
  /** Share of the draws between `hdiLow` and `hdiHigh`. */
  readonly mass: number;
  readonly chains: number;
  /** Draws in each chain. */
  readonly draws: number;
  /** Whether the draws are independent; their effective size is then their number, and `rhat` is null. */
  readonly independent: boolean;
  readonly rows: readonly SummaryRow[];
}

/** How to summarise. */
export interface SummarizeOptions {
  /** Share of the draws that the highest density interval holds, 0 < mass ≤ 1; 0.94 when left out. */
  readonly mass?: number;
}

/**
 * Mean, standard deviation, highest density interval, Monte Carlo standard error of the mean, 5 %, 50 % and 95 %
 * quantiles, bulk and tail effective sample size and R-hat of every scalar; figures as R's posterior 1.4.0 and coda.
 *
 * @throws RangeError when the trace has no draws
 * @example
 * console.log(summarize(trace).text());
 * const tau = summarize(trace).rows.find((row) => row.name === "tau");
 */
export function summarize(trace: AnyTrace, options: SummarizeOptions = {}): SummaryTable {
  const { mass = INTERVAL_MASS } = options;
  const { chains, draws, independent } = trace.$;
  if (draws === 0) throw new RangeError("The trace has no draws to summarise: sample at least one.");
  const rows = scalarsOf(trace).map(({ name, variable, labels, chains: values }): SummaryRow => {
    return { name, variable, labels, ...definedOnly(summarizeScalar(values, mass, independent)) };
  });
  const table = { mass, chains, draws, independent, rows };
  return withText(table, () => summaryLayout(table));
}

/** JSON has no NaN and no Infinity: what is not finite becomes null. */
function definedOnly(figures: ScalarSummary): SummaryFigures {
  const entries = Object.entries(figures).map(([key, value]) => [key, Number.isFinite(value) ? value : null]);
  return Object.fromEntries(entries) as SummaryFigures;
}

function summaryLayout({ mass, chains, draws, independent, rows }: Omit<SummaryTable, keyof Readable>): Layout {
  const percent = String(Number((100 * mass).toPrecision(6)));
  const head = ["", "mean", "sd", `${percent}% low`, "high", "mcse", "5%", "50%", "95%", "ess bulk", "tail", "rhat"];
  const lines = rows.map((row) => [
    printable(row.name),
    ...[row.mean, row.sd, row.hdiLow, row.hdiHigh].map((value) => formatToError(value, row.mcseMean)),
    formatError(row.mcseMean),
    ...[row.q05, row.q50, row.q95].map((value) => formatToError(value, row.mcseMean)),
    formatFixed(row.essBulk, 0),
    formatFixed(row.essTail, 0),
    formatFixed(row.rhat, 3),
  ]);
  const kind = independent ? "independent draws" : "draws";
  const undefinedOnes = rows.filter(({ mean }) => mean === null).map(({ name }) => printable(name));
  return [
    [head, ...lines],
    `${chains} × ${draws} ${kind}`,
    ...(undefinedOnes.length === 0
      ? []
      : [`! some draws of ${listed(undefinedOnes)} are NaN or infinite: see diagnose`]),
  ];
}
