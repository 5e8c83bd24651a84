/** Write the posterior and the options of a run as plain data: what a checkpoint keeps, and what workers are sent. */
import { type Graph, graphOf, posteriorFrom } from "@credence/model";
import { type PlainSampler, plainSampler, type Sampler, samplerFrom } from "@credence/samplers";
import type { AnyPosterior } from "./given.js";
import type { AnyOptions } from "./options.js";

/** A run's posterior and the options that decide what its chains run on. */
export interface PlainRun {
  readonly graph: Graph;
  readonly sampler: "auto" | PlainSampler;
  readonly steps?: Readonly<Record<string, PlainSampler>>;
  readonly marginalize?: boolean | string | readonly string[];
  readonly rewrites?: boolean;
}

/** The run as plain data, or the sampler that keeps it from being so. */
export function plainRun(
  posterior: AnyPosterior,
  { sampler = "auto", steps, marginalize, rewrites }: AnyOptions,
): PlainRun | { readonly foreign: string } {
  const given = Object.entries(steps ?? {}).filter((step): step is [string, Sampler] => step[1] !== undefined);
  const all = [...(sampler === "auto" ? [] : [sampler as Sampler]), ...given.map(([, step]) => step)];
  const foreign = all.find((each) => plainSampler(each) === undefined);
  if (foreign !== undefined) return { foreign: foreign.name };
  return {
    graph: graphOf(posterior),
    sampler: sampler === "auto" ? "auto" : (plainSampler(sampler as Sampler) as PlainSampler),
    ...(steps === undefined
      ? {}
      : { steps: Object.fromEntries(given.map(([name, step]) => [name, plainSampler(step) as PlainSampler])) }),
    ...(marginalize === undefined ? {} : { marginalize: marginalize as boolean | string | readonly string[] }),
    ...(rewrites === undefined ? {} : { rewrites }),
  };
}

/** The posterior and the options that `plainRun` wrote. @throws when a part of the model is not known here by its name */
export function runFromPlain({ graph, sampler, steps, marginalize, rewrites }: PlainRun): {
  readonly posterior: AnyPosterior;
  readonly options: AnyOptions;
} {
  return {
    posterior: posteriorFrom(graph),
    options: {
      sampler: sampler === "auto" ? sampler : samplerFrom(sampler),
      ...(steps === undefined
        ? {}
        : { steps: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, samplerFrom(step)])) }),
      ...(marginalize === undefined ? {} : { marginalize }),
      ...(rewrites === undefined ? {} : { rewrites }),
    },
  };
}
