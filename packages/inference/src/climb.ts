/** Climb to a mode of a compiled log density. */
import type { CompiledPosterior } from "@credence/compiler";
import { type LbfgsResult, lbfgs } from "@credence/math";

/** L-BFGS from `start`; `value` of the result is the negative log density. */
export function climb(compiled: CompiledPosterior, start: Float64Array): LbfgsResult {
  const { dimension } = compiled;
  const memory = new Float64Array(2 * dimension);
  return lbfgs((x, gradient) => {
    memory.set(x);
    const logDensity = compiled.logDensityGradient(memory, 0, dimension);
    for (let i = 0; i < dimension; i++) gradient[i] = -(memory[dimension + i] as number);
    return -logDensity;
  }, start);
}
