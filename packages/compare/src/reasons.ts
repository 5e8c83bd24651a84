/** Say in words what a pair of sources differs in, and what weakens its agreement. */
import { counted, listed } from "@credence/diagnostics";
import type { Agreement } from "./agreement/agreement.js";
import type { DistributionRow } from "./agreement/distributions.js";
import type { AgreementRow } from "./agreement/rows.js";
import { formatFigure, formatFixed, formatToError } from "./figures.js";
import { functionalName } from "./functional.js";
import type { Health } from "./health.js";
import type { CorrelationRow, CorrelationTest } from "./joint/correlations.js";
import type { JointRow, JointTest } from "./joint/joint.js";
import type { Metric } from "./joint/metrics.js";
import { EQUIVALENCE, LEVEL } from "./thresholds.js";

/** Whether a row makes its pair differ. */
export const differs = ({ pHolm }: { readonly pHolm: number | null }): boolean => pHolm !== null && pHolm < LEVEL;

/** Most rows that are named. */
const NAMED = 3;

/**
 * What differs, family by family.
 *
 * @param worst the tested functionals, the loudest first
 */
export const differences = (worst: readonly AgreementRow[], agreement: Agreement): string[] => [
  ...functionalReasons(worst),
  ...distributionReasons(agreement.distributions),
  ...agreement.correlations.flatMap(correlationReasons),
  ...agreement.joint.flatMap(jointReasons),
];

function functionalReasons(worst: readonly AgreementRow[]): string[] {
  const found = worst.filter(differs);
  if (found.length === 0) return [];
  const small = found.every(({ equivalence }) => equivalence === "inside");
  return [
    `${found.length} of ${counted(worst.length, "row")} differ: ${found.slice(0, NAMED).map(describeRow).join("; ")}`,
    ...(small ? [`all of these lie within ±${EQUIVALENCE} posterior sd`] : []),
  ];
}

function distributionReasons(rows: readonly DistributionRow[]): string[] {
  const found = rows.filter(differs).sort((x, y) => (y.maxZ ?? 0) - (x.maxZ ?? 0));
  if (found.length === 0) return [];
  const tested = rows.filter(({ p }) => p !== null).length;
  const named = found.slice(0, NAMED).map(describeDistribution).join("; ");
  const verb = found.length === 1 ? "differs" : "differ";
  return [`${found.length} of ${counted(tested, "distribution")} ${verb}: ${named}`];
}

function correlationReasons({ worst, pHolm }: CorrelationTest): string[] {
  if (!differs({ pHolm })) return [];
  const named = worst.filter(differs).slice(0, NAMED).map(describeCorrelation).join("; ");
  return [`correlations differ: ${named}`];
}

function jointReasons({ metrics }: JointTest): string[] {
  const found = metrics.filter(differs);
  return found.length === 0 ? [] : [`all scalars together differ: ${found.map(describeMetric).join("; ")}`];
}

/** What weakens a verdict without deciding it. */
export function caveats(
  sides: readonly { readonly name: string; readonly health: Health }[],
  rows: readonly AgreementRow[],
): string[] {
  const untested = rows.filter((row) => row.untested !== null);
  const why = [...new Set(untested.map((row) => row.untested as string))];
  const single = sides.filter(({ health }) => health.kind === "chains" && health.chains === 1).map(({ name }) => name);
  return [
    ...(untested.length > 0 && untested.length < rows.length
      ? [`${untested.length} of ${rows.length} rows were not tested: ${why.join("; ")}`]
      : []),
    ...(single.length > 0 ? [`${listed(single)} has one chain, whose halves cannot show a missed mode`] : []),
  ];
}

/** `tau sd −0.31 ± 0.05 (z = −6.2)`. */
export function describeRow({ scalar, functional, difference, mcse, z }: AgreementRow): string {
  const size = `${formatToError(difference, mcse)} ± ${formatFigure(mcse, 2)}`;
  return `${scalar} ${functionalName(functional)} ${size}${z === null ? "" : ` (z = ${formatFixed(z, 1)})`}`;
}

/** `P(tau ≤ 1.2) +0.06 (5.1 errors)`. */
function describeDistribution({ scalar, at, difference, maxZ }: DistributionRow): string {
  return `P(${scalar} ≤ ${formatFigure(at, 3)}) ${formatFixed(difference, 3)} (${formatFixed(maxZ, 1)} errors)`;
}

/** `alpha with beta −0.80 against 0.79 (z = −31.2)`. */
function describeCorrelation({ scalars, a, b, mcse, z }: CorrelationRow): string {
  return `${scalars.join(" with ")} ${formatToError(a, mcse)} against ${formatToError(b, mcse)} (z = ${formatFixed(z, 1)})`;
}

/** What a metric is called in a sentence. */
const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  energy: "energy distance",
  mmd: "maximum mean discrepancy",
  slicedWasserstein: "sliced Wasserstein distance",
  rStar: "R*",
};

/** `energy distance 3.1 times its noise floor`; `R* 1.21`. */
function describeMetric({ metric, ratio }: JointRow): string {
  const of = metric === "rStar" ? formatFixed(ratio, 2) : `${formatFixed(ratio, 1)} times its noise floor`;
  return `${METRIC_NAMES[metric]} ${of}`;
}
