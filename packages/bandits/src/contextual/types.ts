/** State what a learner is whose arms pay differently in different contexts. */
import type { Beliefs } from "../beliefs/types.js";

/** Beliefs that depend on a context, a vector of features; every policy can choose from {@link Contextual.at}. */
export interface Contextual {
  readonly arms: number;
  /** Length of a context. */
  readonly features: number;
  /** What is believed about the arms' mean rewards in a context, as of now. */
  at(context: ArrayLike<number>): Beliefs;
  /** Takes in one reward of an arm in a context. */
  observe(arm: number, context: ArrayLike<number>, reward: number): void;
}
