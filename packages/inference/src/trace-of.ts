/** Assemble a trace from chains: latent variables with their draws, derived quantities computed when first read. */
import type { CompiledPosterior } from "@credence/compiler";
import { type Json, type Run, type Trace, trace, type VariableSource } from "@credence/draws";
import { adviceAfter } from "./advice.js";
import { derivedValues, type LatentValues } from "./derived-values.js";
import type { AnyPosterior } from "./given.js";
import { unobserved } from "./quantities.js";
import type { Filled } from "./room.js";
import { version } from "./version.js";

/** What the run knows besides its draws. */
export type RunFacts = Pick<
  Run,
  "sampler" | "seed" | "elapsedMs" | "tune" | "messages" | "interrupted" | "independent" | "modelHash"
> & {
  readonly options: Json;
};

/** The trace of finished or interrupted chains: as many draws as every chain has. */
export function traceOfChains(
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  records: readonly Filled[],
  facts: RunFacts,
  keep: readonly string[] | undefined,
  drawnBack: (latents: readonly LatentValues[], chains: number, draws: number) => readonly LatentValues[] = () => [],
): Trace<unknown> {
  const draws = Math.min(...records.map(({ kept }) => kept));
  const latents = compiled.latents.map(({ name, size }, v) => ({
    name,
    values: joined(
      records.map(({ room }) => room.values[v] as Float64Array),
      draws * size,
    ),
  }));
  const names = Object.keys(records[0]?.room.stats ?? {});
  const stats = Object.fromEntries(
    names.map((name) => [
      name,
      joined(
        records.map(({ room }) => room.stats[name] as Float64Array),
        draws,
      ),
    ]),
  );
  const all = [...latents, ...drawnBack(latents, records.length, draws)];
  const messages = [...facts.messages, ...adviceAfter(posterior, all, records.length * draws)];
  return traceOfValues(posterior, all, { ...facts, messages, chains: records.length, draws, stats }, keep);
}

/** The trace of latent values laid out chain by chain, draw by draw. */
export function traceOfValues(
  posterior: AnyPosterior,
  latents: readonly LatentValues[],
  run: RunFacts & Pick<Run, "chains" | "draws" | "stats">,
  keep: readonly string[] | undefined,
): Trace<unknown> {
  const sources = unobserved(posterior).filter(({ name }) => keep === undefined || kept(name, keep));
  const variables = sources.map((quantity): VariableSource => {
    const { name, node } = quantity;
    const latent = latents.find((l) => l.name === name);
    return latent === undefined
      ? {
          name,
          axes: node.axes,
          derived: true,
          values: () => derivedValues(posterior, quantity, latents, run.chains * run.draws),
        }
      : { name, axes: node.axes, values: () => latent.values };
  });
  return trace(variables, { ...run, observed: observedOf(posterior), versions: { credence: version } });
}

/** The first `length` numbers of each chain, one chain after another; all when left out. */
export const joined = (chains: readonly Float64Array[], length: number = chains[0]?.length ?? 0): Float64Array => {
  const all = new Float64Array(chains.length * length);
  chains.forEach((values, c) => {
    all.set(values.subarray(0, length), c * length);
  });
  return all;
};

const observedOf = ({ quantities, data }: AnyPosterior): Run["observed"] =>
  Object.fromEntries(
    quantities.flatMap(({ name, node }) =>
      data.has(name) ? [[name, { axes: node.axes, values: data.get(name) as Float64Array }]] : [],
    ),
  );

/** Whether a dotted name is in the list, by itself or through a branch. */
const kept = (name: string, keep: readonly string[]): boolean =>
  keep.some((k) => name === k || name.startsWith(`${k}.`));

/** @throws TypeError when what to keep is no list, or a name in it names nothing. */
export function checkKeep(posterior: AnyPosterior, keep: readonly string[] | undefined): void {
  if (keep !== undefined && !Array.isArray(keep))
    throw new TypeError(`keep is ${JSON.stringify(keep)}; give a list of names, as in keep: ["theta"]`);
  const names = unobserved(posterior).map(({ name }) => name);
  const unknown = keep?.find((k) => !names.some((name) => kept(name, [k])));
  if (unknown !== undefined)
    throw new TypeError(`keep: \`${unknown}\` is no variable or branch; there are ${names.join(", ")}`);
}
