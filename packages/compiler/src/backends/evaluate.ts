/** State what every tier offers of a log density: one function over positions in a memory. */

/**
 * The log density at `memory[q .. q + dimension)`; where the program has a gradient, it is written to
 * `memory[g .. g + dimension)`. What is not finite is -Infinity with a zero gradient.
 */
export type Evaluate = (memory: Float64Array, q: number, g: number) => number;
