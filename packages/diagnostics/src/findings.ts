/** Describe what is worth saying about a trace, as data with a sentence. */

/** Where a finding comes from. */
export type FindingKind =
  | "nonFinite"
  | "constant"
  | "stuck"
  | "apart"
  | "rhat"
  | "labelSwitching"
  | "ess"
  | "tooShort"
  | "divergences"
  | "treeDepth"
  | "energy"
  | "singleChain"
  | "approximation"
  | "interrupted"
  | "independent";

/** One thing that a reader of a trace should know. */
export interface Finding {
  readonly kind: FindingKind;
  /** A warning needs an action before the draws are used; a note does not. */
  readonly severity: "warning" | "note";
  /** A sentence or two: what was found, what it means, what to do. */
  readonly message: string;
  /** The scalars or chains concerned, worst first, by printed name. */
  readonly concerns: readonly string[];
}

/** `1 draw`, `3 draws`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The first few of a list, and how many more there are. */
export function listed(items: readonly string[], shown: number = 5): string {
  const rest = items.length - shown;
  return rest > 0 ? `${items.slice(0, shown).join(", ")} and ${rest} more` : items.join(", ");
}
