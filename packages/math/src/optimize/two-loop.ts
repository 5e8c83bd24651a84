/** Multiply by the inverse Hessian that L-BFGS infers from its last steps, without forming it. */
import { axpy, dot } from "../linalg/index.js";

/** One accepted move: the change of position and the change of gradient that it caused. */
export interface CurvaturePair {
  readonly step: Float64Array;
  readonly gradientChange: Float64Array;
}

/** True when a pair has the positive curvature that keeps the inferred Hessian positive definite. */
export function hasCurvature({ step, gradientChange }: CurvaturePair): boolean {
  return dot(step, gradientChange) > Number.EPSILON * dot(gradientChange, gradientChange);
}

/**
 * The L-BFGS direction −H g (Nocedal & Wright, 2nd ed., algorithm 7.4, with H⁰ by eq. 7.20).
 *
 * @param gradient g
 * @param pairs oldest first; with none the result is −g
 */
export function quasiNewtonDirection(gradient: Float64Array, pairs: readonly CurvaturePair[]): Float64Array {
  const direction = gradient.map((g) => -g);
  const weights = new Float64Array(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, gradientChange } = pairs[i] as CurvaturePair;
    weights[i] = dot(step, direction) / dot(step, gradientChange);
    axpy(-(weights[i] as number), gradientChange, direction);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = dot(last.step, last.gradientChange) / dot(last.gradientChange, last.gradientChange);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
  }
  pairs.forEach(({ step, gradientChange }, i) => {
    const correction = dot(gradientChange, direction) / dot(step, gradientChange);
    axpy((weights[i] as number) - correction, step, direction);
  });
  return direction;
}
