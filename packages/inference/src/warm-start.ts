/** Begin where an earlier run ended: take over its last positions and what its samplers learnt. */
import { type AnyTrace, type Json, variablesOf } from "@credence/draws";
import type { Tuning } from "@credence/samplers";
import type { Machine } from "./machine.js";

/** Where one chain begins. */
export interface WarmStart {
  readonly position: Float64Array;
  readonly tuning: Tuning;
}

/** Options of a trace that are read; its own words for the rest. */
interface Told {
  readonly sampler?: { readonly name?: string };
  readonly tuning?: readonly Json[];
}

/** How chain `c` begins where the trace's chain `c` (modulo their number) ended. @throws when the trace does not fit */
export function warmStarts(given: unknown, { compiled, sampler, target }: Machine): (chain: number) => WarmStart {
  const from = (given as AnyTrace | undefined)?.$;
  if (from === undefined || !Array.isArray(from.variables))
    throw new TypeError("warmStart is no trace: give one that sample returned, as in warmStart: trace");
  const { sampler: made, tuning } = from.options as Told;
  if (tuning === undefined || tuning.length === 0)
    throw new TypeError(
      `warmStart: the trace was made by "${from.sampler}", which learns nothing that a run could take over: leave warmStart out`,
    );
  if (made?.name !== sampler.name)
    throw new TypeError(
      `warmStart: the trace was made by ${made?.name} and this run is by ${sampler.name}: give the same sampler`,
    );
  const variables = variablesOf(given as AnyTrace);
  const draws = compiled.latents.map(({ name, size }) => {
    const found = variables.find((variable) => variable.name === name);
    const numbers = found?.draws.values.length;
    if (numbers === size * from.chains * from.draws) return { name, size, values: found?.draws.values as Float64Array };
    throw new TypeError(
      found === undefined
        ? `warmStart: the trace has no variable \`${name}\`: give a trace of the same model, with all its variables kept`
        : `warmStart: \`${name}\` has other dims in the trace than in the model: give a trace of the same dims`,
    );
  });
  return (chain) => {
    const own = chain % from.chains;
    const at = (own + 1) * from.draws - 1;
    const point = new Map(draws.map(({ name, size, values }) => [name, values.slice(at * size, (at + 1) * size)]));
    const memory = new Float64Array(2 * compiled.dimension);
    memory.set(compiled.positionOf(point, new Float64Array(compiled.dimension)));
    if (!Number.isFinite(target.logDensityGradient(memory, 0, compiled.dimension)))
      throw new RangeError(
        "warmStart: the trace ends where this posterior has no density: leave warmStart out, or give a trace of data that are nearer",
      );
    return { position: memory.slice(0, compiled.dimension), tuning: tuning[own] as Tuning };
  };
}
