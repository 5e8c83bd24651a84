/** State what a Hamiltonian kernel does between two draws, whatever decides where its trajectories end. */
import type { Stats } from "../types.js";

/** The current draw, and the transition from it to the next. */
export interface Trajectory {
  /** Index of the state that holds the current draw; all others are free between transitions. */
  draw(): number;
  logDensity(): number;
  /** Whether the last transition moved the draw: its index tells nothing, as states are lent again within a transition. */
  moved(): boolean;
  /** Indices of the states between which the last transition diverged; both stand until the next one. */
  divergence(): readonly [start: number, end: number] | undefined;
  /** Declares the log density (and gradient) of the current draw to be what memory says. */
  setLogDensity(value: number): void;
  /** Moves to the next draw. */
  transition(stepSize: number): Stats;
}
