/** Begin chains where a lattice was that could not hold a posterior: at draws from its moments, with its variances as scales. */
import type { Rng } from "@credence/math";
import type { Pilot } from "./integrated.js";
import type { Machine } from "./machine.js";
import type { WarmStart } from "./warm-start.js";

const attempts = 20;

/**
 * How a chain of NUTS begins after a pilot; undefined where the pilot was of other coordinates. A chain's own stream places
 * it, so that chains differ; nothing where no place of some has a finite density.
 */
export function pilotStarts(
  { compiled: piloted, center, root }: Pilot,
  { compiled, sampler, target }: Machine,
): ((rng: Rng) => WarmStart | undefined) | undefined {
  const names = (of: Machine["compiled"]): string => of.latents.map(({ name, length }) => `${name} ${length}`).join();
  if (sampler.name !== "nuts" || names(piloted) !== names(compiled)) return undefined;
  const { dimension } = compiled;
  const metric = Array.from(center, (_, i) => row(root, i, dimension).reduce((sum, r) => sum + r * r, 0));
  const memory = new Float64Array(2 * dimension);
  return (rng) => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const z = Array.from(center, () => rng.normal());
      memory.set(center.map((c, i) => row(root, i, dimension).reduce((at, r, k) => at + r * (z[k] as number), c)));
      if (Number.isFinite(target.logDensityGradient(memory, 0, dimension)))
        return { position: memory.slice(0, dimension), tuning: { metric } };
    }
    return undefined;
  };
}

const row = (matrix: Float64Array, i: number, size: number): Float64Array => matrix.subarray(i * size, (i + 1) * size);
