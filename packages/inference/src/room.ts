/** Keep the draws of one chain: room for all that may come, in memory that threads share where they can. */
import type { CompiledPosterior } from "@credence/compiler";
import type { Sampler } from "@credence/samplers";

/** Draws of one chain, in order. */
export interface Room {
  /** Values of each sampled variable, draw by draw. */
  readonly values: readonly Float64Array[];
  readonly stats: Readonly<Record<string, Float64Array>>;
}

/** Room for so many draws; zeroed memory costs nothing before it is written to. */
export function roomFor(
  { compiled, sampler }: { readonly compiled: CompiledPosterior; readonly sampler: Sampler },
  draws: number,
): Room {
  return {
    values: compiled.latents.map(({ size }) => numbers(draws * size)),
    stats: Object.fromEntries(sampler.stats.map((name) => [name, numbers(draws)])),
  };
}

/** Browsers let threads share memory only on pages that are isolated from other sites. */
const numbers = (length: number): Float64Array =>
  typeof SharedArrayBuffer === "undefined"
    ? new Float64Array(length)
    : new Float64Array(new SharedArrayBuffer(8 * length));

/** Whether other threads see what is written here. */
export const isShared = ({ values }: Room): boolean =>
  typeof SharedArrayBuffer !== "undefined" && values.every(({ buffer }) => buffer instanceof SharedArrayBuffer);

/** Draws `from` to `to`, as views. */
export const partOf = ({ values, stats }: Room, sizes: readonly number[], from: number, to: number): Room => ({
  values: values.map((all, v) => all.subarray(from * (sizes[v] as number), to * (sizes[v] as number))),
  stats: Object.fromEntries(Object.entries(stats).map(([name, all]) => [name, all.subarray(from, to)])),
});

/** A room and how many draws are in it. */
export interface Filled {
  readonly room: Room;
  readonly kept: number;
}

/** Puts draws where `partOf` took them. */
export function fill(room: Room, part: Room, sizes: readonly number[], from: number): void {
  part.values.forEach((numbers, v) => {
    room.values[v]?.set(numbers, from * (sizes[v] as number));
  });
  for (const name in part.stats) room.stats[name]?.set(part.stats[name] as Float64Array, from);
}
