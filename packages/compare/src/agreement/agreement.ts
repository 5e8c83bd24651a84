/** Test a pair of sources for agreement by every family of tests, and share the level among them. */
import type { Functional } from "../functional.js";
import { type CorrelationTest, correlationTest } from "../joint/correlations.js";
import { compareJointly, type JointTest } from "../joint/joint.js";
import type { SourceScalar, Subject } from "../source.js";
import { LEVEL } from "../thresholds.js";
import { bandAt } from "./bridge.js";
import { type DistributionRow, distributionRows, withBand } from "./distributions.js";
import { type Adjusted, adjustFamilies } from "./families.js";
import { type AgreementRow, agreementRows } from "./rows.js";

/** What one pair of sources, or each of several, was found to agree in. */
export interface Agreement<K extends string = string> {
  /** One row for each pair, scalar and functional. */
  readonly marginal: readonly AgreementRow<K>[];
  /** One row for each pair and scalar: its whole distribution. */
  readonly distributions: readonly DistributionRow<K>[];
  /** One for each pair. */
  readonly correlations: readonly CorrelationTest<K>[];
  /** One for each pair. */
  readonly joint: readonly JointTest<K>[];
}

/** What was found. */
export interface Tested<K extends string> {
  readonly agreement: Agreement<K>;
  /** Of a single functional, by which resolution is told. */
  readonly level: number;
}

/** The agreement of two sources in the scalars with these keys, which both hold. */
export function agreementOf<K extends string>(
  a: Subject & { readonly name: K },
  b: Subject & { readonly name: K },
  keys: readonly string[],
  functionals: readonly Functional[],
): Tested<K> {
  const names = { traceA: a.name, traceB: b.name };
  const scalars = pairUp(a, b, keys);
  const rows = agreementRows(a.name, b.name, scalars, functionals);
  const distributions = distributionRows(a.name, b.name, scalars);
  const { correlations, metrics, basis } = compareJointly(a, b, keys);
  const adjusted = adjustFamilies({
    functionals: rows.map(({ p }) => p),
    distributions: distributions.map(({ row }) => row.p),
    correlations: correlations.map(({ p }) => p),
    // Their permutations have adjusted the metrics for each other.
    joint: metrics.length === 0 ? [] : [Math.min(...metrics.map(({ familyP }) => familyP))],
  });
  const { share } = adjusted.joint;
  // The level of the first step of Holm, so that leaving the band is differing.
  const band = adjusted.distributions.share === 0 ? null : bandAt(levelOf(adjusted.distributions));
  const related = correlationTest(correlations, adjusted.correlations.ps, levelOf(adjusted.correlations));
  const agreement: Agreement<K> = {
    marginal: rows.map((row, i) => ({ ...row, pHolm: adjusted.functionals.ps[i] ?? null })),
    distributions: distributions.map((raw, i) => withBand(raw, adjusted.distributions.ps[i] ?? null, band)),
    correlations: [{ ...names, ...related, untested: basis.untested }],
    joint: [
      {
        ...names,
        ...basis,
        pHolm: adjusted.joint.ps[0] ?? null,
        metrics: metrics.map(({ familyP, ...row }) => ({ ...row, pHolm: Math.min(1, familyP / share) })),
      },
    ],
  };
  return { agreement, level: levelOf(adjusted.functionals) };
}

/** The level of a single test, if all of its family's share is spent on the smallest p. */
const levelOf = ({ share, ps }: Adjusted): number => (LEVEL * share) / Math.max(1, ps.filter((p) => p !== null).length);

/** The agreement of several pairs in one. */
export const together = <K extends string>(pairs: readonly Agreement<K>[]): Agreement<K> => ({
  marginal: pairs.flatMap(({ marginal }) => marginal),
  distributions: pairs.flatMap(({ distributions }) => distributions),
  correlations: pairs.flatMap(({ correlations }) => correlations),
  joint: pairs.flatMap(({ joint }) => joint),
});

function pairUp(a: Subject, b: Subject, keys: readonly string[]): [SourceScalar, SourceScalar][] {
  const scalarsOf = ({ scalars }: Subject) => new Map(scalars.map((scalar) => [scalar.key, scalar]));
  const [inA, inB] = [scalarsOf(a), scalarsOf(b)];
  return keys.map((key) => [inA.get(key) as SourceScalar, inB.get(key) as SourceScalar]);
}
