/** Test a pair of sources for agreement by every family of tests, and share the level among them. */
import type { Functional } from "../functional.js";
import type { SourceScalar, Subject } from "../source.js";
import { LEVEL } from "../thresholds.js";
import { bandAt } from "./bridge.js";
import { type DistributionRow, distributionRows, withBand } from "./distributions.js";
import { adjustFamilies, type Family } from "./families.js";
import { type AgreementRow, agreementRows } from "./rows.js";

/** What one pair of sources, or each of several, was found to agree in. */
export interface Agreement<K extends string = string> {
  /** One row for each pair, scalar and functional. */
  readonly marginal: readonly AgreementRow<K>[];
  /** One row for each pair and scalar: its whole distribution. */
  readonly distributions: readonly DistributionRow<K>[];
}

/** What was found, and which part of the level each family of tests had. */
export interface Tested<K extends string> {
  readonly agreement: Agreement<K>;
  readonly shares: Readonly<Record<Family, number>>;
}

/** The agreement of two sources in the scalars with these keys, which both hold. */
export function agreementOf<K extends string>(
  a: Subject & { readonly name: K },
  b: Subject & { readonly name: K },
  keys: readonly string[],
  functionals: readonly Functional[],
): Tested<K> {
  const scalars = pairUp(a, b, keys);
  const rows = agreementRows(a.name, b.name, scalars, functionals);
  const distributions = distributionRows(a.name, b.name, scalars);
  const { functionals: ofRows, distributions: ofDistributions } = adjustFamilies({
    functionals: rows.map(({ p }) => p),
    distributions: distributions.map(({ row }) => row.p),
  });
  const tests = distributions.filter(({ row }) => row.p !== null).length;
  // The level of the first step of Holm, so that leaving the band is differing.
  const band = tests === 0 ? null : bandAt((LEVEL * ofDistributions.share) / tests);
  const agreement = {
    marginal: rows.map((row, i) => ({ ...row, pHolm: ofRows.ps[i] ?? null })),
    distributions: distributions.map((raw, i) => withBand(raw, ofDistributions.ps[i] ?? null, band)),
  };
  return { agreement, shares: { functionals: ofRows.share, distributions: ofDistributions.share } };
}

function pairUp(a: Subject, b: Subject, keys: readonly string[]): [SourceScalar, SourceScalar][] {
  const scalarsOf = ({ scalars }: Subject) => new Map(scalars.map((scalar) => [scalar.key, scalar]));
  const [inA, inB] = [scalarsOf(a), scalarsOf(b)];
  return keys.map((key) => [inA.get(key) as SourceScalar, inB.get(key) as SourceScalar]);
}
