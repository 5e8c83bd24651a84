/** State what every tier offers of a log density: one function over positions in a memory. */

/**
 * The log density at `memory[q .. q + dimension)`; where the program has a gradient, it is written to
 * `memory[g .. g + dimension)`. What is not finite is -Infinity with a zero gradient.
 */
export type Evaluate = (memory: Float64Array, q: number, g: number) => number;

/**
 * The same as a function that WebAssembly can call, of a position and a place for the gradient: offsets in doubles from the
 * beginning of a buffer.
 */
export type Compiled = (position: number, gradient: number) => number;

/** A density as it is evaluated by now. */
export interface Evaluator {
  readonly evaluate: Evaluate;
  /** Its compiled code over a memory; undefined where that is not the code's own, and as long as there is none. */
  compiled(memory: Float64Array): Compiled | undefined;
}
