/** Give the verdict on a pair of sources: agree, differ, or not assessable, with reasons and with its own power. */

import { expectedMaxZ } from "@credence/plots";
import type { Agreement } from "./agreement/agreement.js";
import { FAMILIES, type Family } from "./agreement/families.js";
import type { AgreementRow } from "./agreement/rows.js";
import { formatFigure } from "./figures.js";
import type { Health } from "./health.js";
import { caveats, differences } from "./reasons.js";
import { shiftSeen } from "./resolution.js";
import { LEVEL, POWER } from "./thresholds.js";

/** `agree` means no sign of disagreement at the stated resolution, and never that chains have converged. */
export type Status = "agree" | "differ" | "not-assessable";

/** What one family of tests says of a pair. */
export interface FamilyVerdict {
  readonly tests: number;
  /** The smallest adjusted p; null where nothing could be tested. */
  readonly minP: number | null;
}

/** A verdict on one pair, or on all pairs that one source is part of. */
export interface Verdict<K extends string = string> {
  readonly status: Status;
  /** The verdict in words. */
  readonly sentence: string;
  /** What the status rests on, and what weakens it. */
  readonly reasons: readonly string[];
  /** Functionals that were tested, and functionals in all. */
  readonly tests: number;
  readonly rows: number;
  /** Largest |z|, and about what it would be under agreement: √(2 ln (2 · tests)). */
  readonly maxZ: number | null;
  readonly expectedMaxZ: number | null;
  /** The smallest adjusted p of any family of tests; below the level the pair differs. */
  readonly minP: number | null;
  readonly families: Readonly<Record<Family, FamilyVerdict>>;
  /** The shift of any one scalar, in posterior sds, that would have been found with 80 % power; null if none would, and where
   * nothing can be assessed. */
  readonly resolution: number | null;
  /** The same for a change of any one correlation of two scalars. */
  readonly correlationResolution: number | null;
  /** The three rows with the largest |z|. */
  readonly worst: readonly AgreementRow<K>[];
}

/** A verdict on two sources. */
export interface PairVerdict<K extends string = string> extends Verdict<K> {
  readonly a: K;
  readonly b: K;
}

/** A side of a pair. */
interface Side<K extends string> {
  readonly name: K;
  readonly health: Health;
}

/** @param level of a single functional, were it the first to be judged */
export function judgePair<K extends string>(
  a: Side<K>,
  b: Side<K>,
  agreement: Agreement<K>,
  level: number,
): PairVerdict<K> {
  const { marginal: rows } = agreement;
  const tested = rows.filter(({ p }) => p !== null);
  const worst = [...tested].sort((x, y) => strength(y) - strength(x));
  const unusable = [a, b].filter(({ health }) => health.state === "unusable").map(said);
  const suspect = [a, b].filter(({ health }) => health.state === "suspect").map(said);
  const families = familiesOf(agreement);
  const minP = least(FAMILIES.flatMap((family) => families[family].minP ?? []));
  const copies = tested.length > 0 && tested.every(({ difference, mcse }) => difference === 0 && mcse !== 0);
  const obstacles = [
    ...unusable,
    ...(rows.length === 0 ? ["they have no scalar in common"] : []),
    ...(rows.length > 0 && tested.length === 0 ? [`no row could be tested: ${rows[0]?.untested}`] : []),
    ...(copies ? ["both hold the same draws, which is no evidence"] : []),
  ];
  const differ = minP !== null && minP < LEVEL;
  const status =
    obstacles.length > 0 ? "not-assessable" : differ ? "differ" : suspect.length > 0 ? "not-assessable" : "agree";
  const facts = {
    a: a.name,
    b: b.name,
    status,
    tests: tested.length,
    rows: rows.length,
    ...largest(tested),
    minP,
    families,
    resolution: status === "not-assessable" ? null : shiftSeen(tested, level),
    correlationResolution: status === "not-assessable" ? null : (agreement.correlations[0]?.resolution ?? null),
    worst: worst.slice(0, 3),
  } as const;
  const found = status === "differ" ? differences(worst, agreement) : [];
  const reasons = [...obstacles, ...found, ...suspect, ...caveats([a, b], rows)];
  return { ...facts, reasons, sentence: sentenceOf(facts, reasons) };
}

function familiesOf({ marginal, distributions, correlations, joint }: Agreement): Verdict["families"] {
  const family = (rows: readonly { readonly pHolm: number | null; readonly tests?: number }[]): FamilyVerdict => {
    const tested = rows.filter(({ pHolm }) => pHolm !== null);
    const tests = tested.reduce((sum, row) => sum + (row.tests ?? 1), 0);
    return { tests, minP: least(tested.flatMap(({ pHolm }) => pHolm ?? [])) };
  };
  return {
    functionals: family(marginal),
    distributions: family(distributions),
    correlations: family(correlations),
    joint: family(joint.map(({ pHolm, metrics }) => ({ pHolm, tests: metrics.length }))),
  };
}

function foldFamilies(pairs: readonly PairVerdict[]): Verdict["families"] {
  const fold = (family: Family): FamilyVerdict => ({
    tests: pairs.reduce((sum, { families }) => sum + families[family].tests, 0),
    minP: least(pairs.flatMap(({ families }) => families[family].minP ?? [])),
  });
  return Object.fromEntries(FAMILIES.map((family) => [family, fold(family)])) as Verdict["families"];
}

/** One verdict from many: a difference anywhere counts, then what could not be assessed. */
export function foldVerdicts<K extends string>(pairs: readonly PairVerdict<K>[]): Verdict<K> {
  const [only] = pairs;
  if (only === undefined) {
    const reason = "there is nothing to compare with: give at least two traces";
    const nothing = {
      tests: 0,
      rows: 0,
      maxZ: null,
      expectedMaxZ: null,
      minP: null,
      resolution: null,
      correlationResolution: null,
      worst: [],
    };
    const families = foldFamilies(pairs);
    return {
      status: "not-assessable",
      sentence: `Not assessable: ${reason}.`,
      reasons: [reason],
      families,
      ...nothing,
    };
  }
  if (pairs.length === 1) return withoutNames(only);
  const status =
    (["differ", "not-assessable"] as const).find((s) => pairs.some((pair) => pair.status === s)) ?? "agree";
  const tests = pairs.reduce((sum, pair) => sum + pair.tests, 0);
  return {
    status,
    sentence: pairs.map(({ sentence }) => sentence).join(" "),
    reasons: [...new Set(pairs.flatMap(({ reasons }) => reasons))],
    tests,
    rows: pairs.reduce((sum, pair) => sum + pair.rows, 0),
    maxZ: most(pairs.flatMap(({ maxZ }) => maxZ ?? [])),
    expectedMaxZ: tests === 0 ? null : expectedMaxZ(tests),
    minP: least(pairs.flatMap(({ minP }) => minP ?? [])),
    families: foldFamilies(pairs),
    resolution: coarsest(pairs.map(({ resolution }) => resolution)),
    correlationResolution: coarsest(pairs.map(({ correlationResolution }) => correlationResolution)),
    worst: pairs
      .flatMap(({ worst }) => worst)
      .sort((x, y) => strength(y) - strength(x))
      .slice(0, 3),
  };
}

const withoutNames = <K extends string>({ a: _, b: __, ...verdict }: PairVerdict<K>): Verdict<K> => verdict;

const said = ({ name, health }: Side<string>): string => `${name} is ${health.score}`;

const least = (figures: readonly number[]): number | null =>
  figures.length === 0 ? null : figures.reduce((a, b) => Math.min(a, b));
const most = (figures: readonly number[]): number | null =>
  figures.length === 0 ? null : figures.reduce((a, b) => Math.max(a, b));

/** The largest of several resolutions; null where one of them is. */
const coarsest = (resolutions: readonly (number | null)[]): number | null =>
  resolutions.includes(null) ? null : most(resolutions.flatMap((resolution) => resolution ?? []));

/** How loudly a row speaks; a difference of exact figures is beyond any z. */
export function strength({ z, p }: AgreementRow): number {
  return z === null ? (p === 0 ? Infinity : -1) : Math.abs(z);
}

function largest(tested: readonly AgreementRow[]): Pick<Verdict, "maxZ" | "expectedMaxZ"> {
  const scores = tested.flatMap(({ z }) => (z === null ? [] : [Math.abs(z)]));
  return { maxZ: most(scores), expectedMaxZ: scores.length === 0 ? null : expectedMaxZ(scores.length) };
}

function sentenceOf(
  {
    a,
    b,
    status,
    resolution,
    correlationResolution,
  }: Pick<PairVerdict, "a" | "b" | "status" | "resolution" | "correlationResolution">,
  reasons: readonly string[],
): string {
  const because = reasons.join("; ");
  if (status === "not-assessable") return `${a} and ${b} cannot be assessed: ${because}.`;
  if (status === "differ") return `${a} and ${b} differ: ${because}.`;
  const seen = [
    ...(resolution === null ? [] : [`a shift of any one scalar by ${formatFigure(resolution, 2)} posterior sd`]),
    ...(correlationResolution === null || correlationResolution > 1
      ? []
      : [`a change of any one correlation by ${formatFigure(correlationResolution, 2)}`]),
  ];
  const found =
    seen.length === 0 ? "" : ` ${capitalised(seen.join(", or "))} would have been found (power ${100 * POWER} %).`;
  return `${a} and ${b}: no sign of disagreement at this precision${because === "" ? "" : ` (${because})`}.${found}`;
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
