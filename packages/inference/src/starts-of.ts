/** Find the starts of chains as values by name, so that several runs, of whatever samplers, can begin at the same points. */
import { compilePosterior } from "@credence/compiler";
import type { Posterior, Values } from "@credence/model";
import { chainStream } from "./chains.js";
import { checkedPosterior } from "./check.js";
import { defaultOptions, type Init } from "./options.js";
import { checkInit, initOf, startingPosition } from "./start.js";

/** How to find starts; as for `sample`. */
export interface StartOptions<V> {
  readonly chains?: number;
  readonly seed?: number;
  readonly init?: Init<V>;
}

/**
 * The values of all latent variables where each chain of `sample` begins with this seed, for its option `init`: points of
 * finite density of the whole posterior, whatever a run then integrates out.
 *
 * @throws when no start with finite density is found (naming the variable that makes it so).
 */
export function startsOf<V, O>(posterior: Posterior<V, O>, options: StartOptions<V> = {}): readonly Values<V>[] {
  const { chains, seed, init } = { ...defaultOptions, ...options };
  const given = checkedPosterior("startsOf", posterior);
  checkInit(given, init, chains);
  const compiled = compilePosterior(given, "unconstrained");
  return Array.from({ length: chains }, (_, c) => {
    const { position } = startingPosition(given, compiled, initOf(init, c), chainStream(seed, c).split("start"));
    const values = compiled.constrain(position);
    return Object.fromEntries(
      compiled.latents.map(({ name, axes }, v) => {
        const numbers = Float64Array.from(values[v] as Float64Array);
        return [
          name,
          axes.length === 0 ? (numbers[0] as number) : { dims: axes.map((axis) => axis.name), values: numbers },
        ];
      }),
    ) as Values<V>;
  });
}
