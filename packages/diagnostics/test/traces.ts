/** Make traces whose draws have known faults. */
import { type AnyTrace, dim, type RunSource, trace, type VariableSource } from "@credence/draws";
import { rng } from "@credence/math";

export const CHAINS = 4;
export const DRAWS = 500;

/** Independent normal draws, chain by chain. */
export function normalDraws(seed: string, centre: (chain: number) => number = () => 0): Float64Array {
  const random = rng(seed);
  return Float64Array.from({ length: CHAINS * DRAWS }, (_, i) => centre(Math.floor(i / DRAWS)) + random.normal());
}

/** First-order autoregressive draws with unit variance, chain by chain. */
export function slowDraws(seed: string, correlation: number): Float64Array {
  const random = rng(seed);
  const values = new Float64Array(CHAINS * DRAWS);
  for (let i = 0; i < values.length; i++) {
    const before = i % DRAWS === 0 ? random.normal() : (values[i - 1] as number);
    values[i] = correlation * before + Math.sqrt(1 - correlation * correlation) * random.normal();
  }
  return values;
}

export function traceOf(sources: Readonly<Record<string, Float64Array>>, run: Partial<RunSource> = {}): AnyTrace {
  const variables = Object.entries(sources).map(([name, values]): VariableSource => ({ name, axes: [], values }));
  return traceOfVariables(variables, run);
}

export function traceOfVariables(variables: readonly VariableSource[], run: Partial<RunSource> = {}): AnyTrace {
  const facts = { sampler: "nuts", seed: 1, elapsedMs: 1, chains: CHAINS, draws: DRAWS };
  return trace(variables, { ...facts, ...run }) as AnyTrace;
}

export const school = dim("school", ["Choate", "Phillips\u001b[31m", "学校"]);
