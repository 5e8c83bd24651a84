/** Remember which samplers this package made, since only these can be made again from their name and options. */
import type { Sampler } from "./types.js";

const made = new WeakSet<object>();

/** Marks a sampler as one of ours; a copy of it, changed or not, is none. */
export function ours<S extends Sampler>(sampler: S): S {
  made.add(sampler);
  return sampler;
}

export const isOurs = (sampler: Sampler): boolean => made.has(sampler);
