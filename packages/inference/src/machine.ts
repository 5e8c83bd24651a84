/** Put together what chains run on: what was integrated out, the compiled density of what is left, and the sampler. */
import { type CompiledPosterior, compilePosterior } from "@credence/compiler";
import type { Marginalized } from "@credence/conjugate";
import type { Sampler, Target } from "@credence/samplers";
import { chooseSampler } from "./choose.js";
import { conditionalLaw, type Redraw } from "./conditional-laws.js";
import type { AnyPosterior } from "./given.js";
import { planOf } from "./marginalized.js";
import { type AnyOptions, compileOptionsOf } from "./options.js";

/** The same posterior and options give the same machine, in this thread or another, now or later. */
export interface Machine {
  /** What was integrated out; the compiled density is that of what is left. */
  readonly plan: Marginalized | undefined;
  readonly compiled: CompiledPosterior;
  readonly target: CountedTarget;
  readonly sampler: Sampler;
  /** Why this sampler. */
  readonly reason: string;
}

/** A compiled density that counts its evaluations, so that costs are measured and not claimed. */
export interface CountedTarget extends Target {
  evaluations(): number;
}

/** @throws TypeError when options name variables or samplers that do not fit the posterior */
export function machineFor(
  posterior: AnyPosterior,
  options: AnyOptions,
  plan: Marginalized | undefined = planOf(posterior, options),
): Machine {
  const left = plan?.rest ?? posterior;
  const compiled = compilePosterior(left, "unconstrained", compileOptionsOf(options));
  const law = (name: string): Redraw | undefined => conditionalLaw(left, compiled, name);
  const { sampler, reason } = chooseSampler(compiled, options, { law, ...(plan === undefined ? {} : { plan }) });
  return { plan, compiled, target: counted(compiled), sampler, reason };
}

function counted(compiled: CompiledPosterior): CountedTarget {
  let count = 0;
  const logDensityGradient = (memory: Float64Array, q: number, g: number): number => {
    count++;
    return compiled.logDensityGradient(memory, q, g);
  };
  return {
    dimension: compiled.dimension,
    coordinates: compiled.coordinates,
    allocate: compiled.allocate,
    logDensity(memory, q) {
      count++;
      return compiled.logDensity(memory, q);
    },
    logDensityGradient,
    compiled: {
      of: logDensityGradient,
      over: compiled.compiled.over,
      evaluated() {
        count++;
      },
    },
    evaluations: () => count,
  };
}
