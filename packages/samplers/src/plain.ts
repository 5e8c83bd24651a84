/** Write a sampler as its name and options, and make it again of these: what files keep and workers are sent. */
import { ellipticalSlice } from "./kernels/elliptical-slice.js";
import { experimental_walnuts } from "./kernels/experimental-walnuts.js";
import { gibbs, gibbsDiscrete } from "./kernels/gibbs.js";
import { hmc } from "./kernels/hmc.js";
import { metropolis } from "./kernels/metropolis.js";
import { nuts } from "./kernels/nuts.js";
import { slice } from "./kernels/slice.js";
import { isOurs } from "./ours.js";
import type { Sampler } from "./types.js";

/** A sampler as plain JSON. */
export interface PlainSampler {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** How samplers of a name are made, one line each. */
const makers: Readonly<Record<string, (options: object) => Sampler>> = {
  nuts,
  hmc,
  slice,
  metropolis,
  gibbs,
  gibbsDiscrete,
  ellipticalSlice,
  experimental_walnuts,
};

/** A sampler's name and options; undefined for one that was made elsewhere, whose code no name tells. */
export const plainSampler = (sampler: Sampler): PlainSampler | undefined =>
  isOurs(sampler) ? { name: sampler.name, options: sampler.options } : undefined;

/** The sampler that `plainSampler` wrote. @throws if there is none of that name */
export function samplerFrom({ name, options }: PlainSampler): Sampler {
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (make === undefined)
    throw new Error(`there is no sampler named "${name}" here; there are ${Object.keys(makers).join(", ")}`);
  return make(options);
}
