/** Climb to the highest mode that can be found: several climbs, the first from where the user says, the others jittered. */
import type { CompiledPosterior } from "@credence/compiler";
import type { LbfgsResult, Rng } from "@credence/math";
import { climb } from "./climb.js";
import type { AnyPosterior } from "./given.js";
import { startingPosition } from "./start.js";

/** All climbs, and the one that ended highest. */
export interface Climbs {
  readonly best: LbfgsResult;
  readonly all: readonly LbfgsResult[];
}

/** `starts` climbs. @throws TypeError when the posterior has discrete variables, which have no slope */
export function climbs(
  verb: string,
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  { init, starts, stream }: { readonly init: unknown; readonly starts: number; readonly stream: Rng },
): Climbs {
  refuseDiscreteIn(verb, compiled);
  const all = Array.from({ length: starts }, (_, i) => {
    const start = startingPosition(posterior, compiled, i === 0 ? init : "jitter", stream.split(i));
    return climb(compiled, start.position);
  });
  return { all, best: all.reduce((a, b) => (b.value < a.value ? b : a)) };
}

/** @throws TypeError naming the discrete variables, which have no gradient */
export function refuseDiscreteIn(verb: string, { latents }: CompiledPosterior): void {
  const discrete = latents.filter((latent) => latent.discrete).map(({ name }) => `\`${name}\``);
  if (discrete.length > 0)
    throw new TypeError(
      `${verb} climbs gradients, which ${discrete.join(", ")} has not: observe it, or sample instead`,
    );
}
