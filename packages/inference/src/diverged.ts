/** Put the divergences of chains into words of the model: values by name where each began and where it led. */
import type { CompiledPosterior } from "@credence/compiler";
import type { DivergencePoint } from "@credence/diagnostics";
import type { Json } from "@credence/draws";
import type { ChainRecord } from "./chains.js";

/** What a trace keeps of divergences; nothing where there were none. */
export function divergencesOf(
  { latents, constrain }: CompiledPosterior,
  records: readonly ChainRecord[],
): { readonly divergences?: Json } {
  const valuesAt = (position: readonly number[]): Record<string, readonly number[]> =>
    Object.fromEntries(
      constrain(Float64Array.from(position)).map((values, v) => [
        (latents[v] as CompiledPosterior["latents"][number]).name,
        Array.from(values, bounded),
      ]),
    );
  const draws = Math.min(...records.map(({ kept }) => kept)); // a chain may be ahead of the trace
  const all = records.flatMap(({ counts }, chain) =>
    counts.diverged
      .filter(({ draw }) => draw < draws)
      .map(({ draw, start, end }): DivergencePoint => ({ chain, draw, start: valuesAt(start), end: valuesAt(end) })),
  );
  return all.length === 0 ? {} : { divergences: all as unknown as Json };
}

/** JSON has no infinities. */
const bounded = (value: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
