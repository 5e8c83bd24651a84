/** State what a comparison is as plain data. */
import type { Agreement } from "./agreement/agreement.js";
import type { Comparability } from "./comparable.js";
import type { CostRow } from "./cost.js";
import type { Functional } from "./functional.js";
import type { Health } from "./health.js";
import type { Thresholds } from "./thresholds.js";
import type { PairVerdict, Status, Verdict } from "./verdict.js";

/** What one source says of one functional; null where undefined. */
export interface EstimateRow {
  readonly scalar: string;
  readonly functional: Functional;
  readonly value: number | null;
  /** Monte Carlo standard error; 0 in closed form. */
  readonly mcse: number | null;
}

/** A comparison as plain data: JSON-able, with null for what is undefined. */
export interface ComparisonData<K extends string = string> {
  /** The names of what was compared, in the order given. */
  readonly names: readonly K[];
  readonly reference: K | null;
  readonly functionals: readonly Functional[];
  /** What all hold, and what differs between them. */
  readonly comparable: Comparability;
  /** Each by itself. */
  readonly health: Readonly<Record<K, Health>>;
  /** What each says of the scalars that all hold. */
  readonly estimates: Readonly<Record<K, readonly EstimateRow[]>>;
  /** What was tested of each pair, row by row. */
  readonly agreement: Agreement<K>;
  /** What each trace cost; a closed form costs nothing that is measured. */
  readonly cost: readonly CostRow<K>[];
  /** The verdict on each pair: each source against the reference, or each with each. */
  readonly pairs: readonly PairVerdict<K>[];
  /** The verdict on each source, from all pairs that it is part of. */
  readonly verdict: Readonly<Record<K, Verdict<K>>>;
  /** All in one word: `differ` if any pair does, then `not-assessable`, then `agree`. */
  readonly status: Status;
  readonly thresholds: Thresholds;
  /** What was not tested, and what the figures cannot tell; one sentence each. */
  readonly limits: readonly string[];
}
