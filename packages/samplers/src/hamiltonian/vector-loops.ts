/** Name the vector operations that the loop IR gives in WebAssembly and in JavaScript. */

/** The functions that `loops.ts` writes; offsets are those of doubles in the memory. */
export interface VectorLoops {
  leap(from: number, to: number, metric: number, stride: number, step: number, found: number): void;
  scaleMomentum(p: number, metric: number, dimension: number, stride: number): number;
  drawMomentum(p: number, metric: number, dimension: number, stride: number, words: number, tables: number): number;
  joinStates(out: number, left: number, right: number, stride: number): number;
  joinPieces(
    out: number,
    leftSum: number,
    rightSum: number,
    startV: number,
    leftP: number,
    rightP: number,
    endV: number,
    stride: number,
  ): number;
}

/** What they import. */
export type VectorImports = {
  /** Writes the gradient at a position; returns the log density. */
  logDensityGradient(position: number, gradient: number): number;
};
