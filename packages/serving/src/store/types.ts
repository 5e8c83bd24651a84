/** State what a store is: counts by arm that many servers add to, each addition exactly once. */

/** What was counted of one arm. */
export interface ArmCounts {
  readonly impressions: number;
  /** Sum of rewards. */
  readonly total: number;
  /** Whether the arm is still shown; its counts stay when it is not. */
  readonly active: boolean;
}

/** An addition to the counts of an experiment. */
export interface Addition {
  /** Names the addition: a second one with the same id changes nothing. */
  readonly id: string;
  /** When what is counted happened, in milliseconds since 1970. */
  readonly at: number;
  /** What is added, by arm. */
  readonly arms: Readonly<Record<string, { readonly impressions?: number; readonly total?: number }>>;
}

/** What became of an addition: "expired" ones are older than the ids that the store remembers, and change nothing. */
export type Outcome = "applied" | "duplicate" | "expired";

/**
 * Counts that outlive a server. Additions are atomic and idempotent by id within a window of time; the ids of older ones
 * are forgotten, so that memory stays flat, and older additions are refused, so that none counts twice.
 *
 * Every method rejects when the store cannot be reached or written; an addition that was rejected may be repeated with
 * the same id, whether or not it had been written.
 */
export interface Store {
  readonly name: string;
  /** Counts by arm. */
  counts(experiment: string): Promise<ReadonlyMap<string, ArmCounts>>;
  apply(experiment: string, addition: Addition): Promise<Outcome>;
  /** Shows an arm from now on, or no longer. */
  setActive(experiment: string, arm: string, active: boolean): Promise<void>;
  /** The key that signs impressions: `proposal`, unless one was agreed on before. */
  signingKey(proposal: string): Promise<string>;
  /** Writes what is still on its way, then lets go. */
  close(): Promise<void>;
}

/** How long ids are remembered unless told otherwise, in milliseconds: a week. */
export const defaultWindow: number = 7 * 24 * 3600 * 1000;
