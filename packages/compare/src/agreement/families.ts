/** Share the level of a comparison among its families of tests, so that all of them together keep it. */
import { holm } from "./holm.js";

/** What is tested: functionals of each scalar, its whole distribution, every two together, and all together. */
export type Family = "functionals" | "distributions" | "correlations" | "joint";

/** The part of the level that each family may spend (Bonferroni); what has no test leaves its part to the others. */
export const SHARES: Readonly<Record<Family, number>> = {
  functionals: 1 / 2,
  distributions: 1 / 6,
  correlations: 1 / 6,
  joint: 1 / 6,
};

export const FAMILIES: readonly Family[] = Object.keys(SHARES) as Family[];

/** p values that may be held against the level of the whole comparison, and the part of the level behind them. */
export interface Adjusted {
  readonly share: number;
  readonly ps: readonly (number | null)[];
}

/**
 * Holm's p within each family, divided by the part of the level that the family has.
 *
 * @param raw the p values of each family; null where there was no test
 */
export function adjustFamilies(raw: Readonly<Record<Family, readonly (number | null)[]>>): Record<Family, Adjusted> {
  const tested = FAMILIES.filter((family) => raw[family].some((p) => p !== null));
  const spent = tested.reduce((sum, family) => sum + SHARES[family], 0);
  const adjust = (family: Family): Adjusted => {
    const share = tested.includes(family) ? SHARES[family] / spent : 0;
    const adjusted = holm(raw[family].flatMap((p) => p ?? []));
    let next = 0;
    const ps = raw[family].map((p) => (p === null ? null : Math.min(1, (adjusted[next++] as number) / share)));
    return { share, ps };
  };
  return Object.fromEntries(FAMILIES.map((family) => [family, adjust(family)])) as Record<Family, Adjusted>;
}
