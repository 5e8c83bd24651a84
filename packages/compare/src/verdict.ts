/** Give the verdict on a pair of sources: agree, differ, or not assessable, with reasons and with its own power. */

import { listed } from "@credence/diagnostics";
import { probit } from "@credence/math";
import { expectedMaxZ } from "@credence/plots";
import type { AgreementRow } from "./agreement/rows.js";
import { formatFigure, formatFixed, formatToError } from "./figures.js";
import { functionalName } from "./functional.js";
import type { Health } from "./health.js";
import { criticalT } from "./student.js";
import { EQUIVALENCE, LEVEL, POWER } from "./thresholds.js";

/** `agree` means no sign of disagreement at the stated resolution, and never that chains have converged. */
export type Status = "agree" | "differ" | "not-assessable";

/** A verdict on one pair, or on all pairs that one source is part of. */
export interface Verdict<K extends string = string> {
  readonly status: Status;
  /** The verdict in words. */
  readonly sentence: string;
  /** What the status rests on, and what weakens it. */
  readonly reasons: readonly string[];
  /** Rows that were tested, and rows in all. */
  readonly tests: number;
  readonly rows: number;
  /** Largest |z|, and about what it would be under agreement: √(2 ln (2 · tests)). */
  readonly maxZ: number | null;
  readonly expectedMaxZ: number | null;
  /** The smallest p after Holm's adjustment; below the level the pair differs. */
  readonly minP: number | null;
  /** The shift of any one scalar, in posterior sds, that would have been found with 80 % power; null if none would, and where
   * nothing can be assessed. */
  readonly resolution: number | null;
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

export function judgePair<K extends string>(a: Side<K>, b: Side<K>, rows: readonly AgreementRow<K>[]): PairVerdict<K> {
  const tested = rows.filter(({ p }) => p !== null);
  const worst = [...tested].sort((x, y) => strength(y) - strength(x));
  const unusable = [a, b].filter(({ health }) => health.state === "unusable").map(said);
  const suspect = [a, b].filter(({ health }) => health.state === "suspect").map(said);
  const minP = least(tested.flatMap(({ pHolm }) => pHolm ?? []));
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
    resolution: status === "not-assessable" ? null : resolutionOf(tested),
    worst: worst.slice(0, 3),
  } as const;
  const reasons = [...obstacles, ...differences(facts, tested), ...suspect, ...caveats([a, b], rows)];
  return { ...facts, reasons, sentence: sentenceOf(facts, reasons) };
}

/** One verdict from many: a difference anywhere counts, then what could not be assessed. */
export function foldVerdicts<K extends string>(pairs: readonly PairVerdict<K>[]): Verdict<K> {
  const [only] = pairs;
  if (only === undefined) {
    const reason = "there is nothing to compare with: give at least two traces";
    const nothing = { tests: 0, rows: 0, maxZ: null, expectedMaxZ: null, minP: null, resolution: null, worst: [] };
    return { status: "not-assessable", sentence: `Not assessable: ${reason}.`, reasons: [reason], ...nothing };
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
    resolution: pairs.some(({ resolution }) => resolution === null)
      ? null
      : most(pairs.flatMap(({ resolution }) => resolution ?? [])),
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

/** How loudly a row speaks; a difference of exact figures is beyond any z. */
export function strength({ z, p }: AgreementRow): number {
  return z === null ? (p === 0 ? Infinity : -1) : Math.abs(z);
}

function largest(tested: readonly AgreementRow[]): Pick<Verdict, "maxZ" | "expectedMaxZ"> {
  const scores = tested.flatMap(({ z }) => (z === null ? [] : [Math.abs(z)]));
  return { maxZ: most(scores), expectedMaxZ: scores.length === 0 ? null : expectedMaxZ(scores.length) };
}

/**
 * The shift that the test finds with the stated power: (t of the first step of Holm + z of the power) errors. A shift of a
 * scalar moves its mean and its quantiles alike, so that its most precise row counts; the worst scalar counts for the pair.
 */
function resolutionOf(tested: readonly AgreementRow[]): number | null {
  const best = new Map<string, number>();
  for (const { scalar, functional, mcseInSd, degrees } of tested) {
    const factor = criticalT(LEVEL / tested.length, degrees ?? Infinity) + probit(POWER);
    const shift = functional === "sd" || mcseInSd === null ? Infinity : factor * mcseInSd;
    best.set(scalar, Math.min(shift, best.get(scalar) ?? Infinity));
  }
  const worst = most([...best.values()]);
  return worst === null || worst === Infinity ? null : worst;
}

function differences({ status, worst }: Pick<Verdict, "status" | "worst">, tested: readonly AgreementRow[]): string[] {
  if (status !== "differ") return [];
  const found = tested.filter(({ pHolm }) => pHolm !== null && pHolm < LEVEL);
  const rows = worst.filter((row) => found.includes(row)).map(describeRow);
  const small = found.every(({ equivalence }) => equivalence === "inside");
  return [
    `${found.length} of ${tested.length} rows differ: ${rows.join("; ")}`,
    ...(small ? [`all of these lie within ±${EQUIVALENCE} posterior sd`] : []),
  ];
}

function caveats(sides: readonly Side<string>[], rows: readonly AgreementRow[]): string[] {
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

function sentenceOf(
  { a, b, status, resolution }: Pick<PairVerdict, "a" | "b" | "status" | "resolution">,
  reasons: readonly string[],
): string {
  const because = reasons.join("; ");
  if (status === "not-assessable") return `${a} and ${b} cannot be assessed: ${because}.`;
  if (status === "differ") return `${a} and ${b} differ: ${because}.`;
  const seen =
    resolution === null
      ? ""
      : ` A shift of any one scalar by ${formatFigure(resolution, 2)} posterior sd would have been found (power ${100 * POWER} %).`;
  return `${a} and ${b}: no sign of disagreement at this precision${because === "" ? "" : ` (${because})`}.${seen}`;
}
