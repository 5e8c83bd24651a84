/** State what a policy is: a rule that chooses an arm from beliefs, and the probabilities with which it does. */
import type { Rng } from "@credence/math";
import type { Beliefs } from "../beliefs/types.js";

/** A rule that chooses arms; a pure value without state of its own. */
export interface Policy {
  readonly name: string;
  /** Its settings, as plain data. */
  readonly options: Readonly<Record<string, number>>;
  /** The number of the arm to show next. */
  choose(beliefs: Beliefs, rng: Rng): number;
  /** The probability with which `choose` takes each arm: what off-policy evaluation divides by. */
  propensities(beliefs: Beliefs): Float64Array;
}
