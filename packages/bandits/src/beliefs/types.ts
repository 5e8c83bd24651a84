/** State what a policy reads: beliefs about the mean rewards of several arms, whatever they were learnt from. */
import type { Rng } from "@credence/math";

/** Beliefs about the arms' mean rewards, jointly; arms are numbered from 0. */
export interface Beliefs {
  /** How many arms there are. */
  readonly arms: number;
  /** One joint draw of all mean rewards, written to `out`. */
  drawInto(rng: Rng, out: Float64Array): void;
  mean(arm: number): number;
  variance(arm: number): number;
  /** The mean reward that the arm's lies below with probability `p`. */
  quantile(arm: number, p: number): number;
  /** For each arm, the probability that its mean reward is the largest. */
  probabilityBest(): Float64Array;
  /** Number of rewards seen from the arm. */
  trials(arm: number): number;
  /** Their sum. */
  total(arm: number): number;
}

/** Beliefs that move with what is seen. */
export interface Learner extends Beliefs {
  /** Takes in `trials` rewards of one arm that add up to `total`. */
  observe(arm: number, total: number, trials: number): void;
}

/**
 * A law of one arm's mean reward that rewards update in closed form: pure functions on plain data.
 * `State` holds its parameters.
 */
export interface ArmLaw<State> {
  readonly name: string;
  observe(state: State, total: number, trials: number): State;
  draw(rng: Rng, state: State): number;
  mean(state: State): number;
  variance(state: State): number;
  cdf(x: number, state: State): number;
  quantile(p: number, state: State): number;
  /** What the mean reward exceeds with probability `q`; keeps digits that 1 − q has lost. */
  upperQuantile(q: number, state: State): number;
  /** For each of several independent arms, the probability that it is the best. */
  probabilityBest(states: readonly State[]): ArrayLike<number>;
}
