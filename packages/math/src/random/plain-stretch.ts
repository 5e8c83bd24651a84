/** Draw a stretch of normals, gammas or betas in plain loops, and state what draws one. */
import type { Rng } from "../rng/index.js";
import { log, log1p } from "../special/index.js";
import { randomBeta } from "./beta.js";
import { randomGamma, underSqueeze } from "./gamma.js";

/** Scratch for one stretch, and what fills its draws; who does is told by nothing but the time it takes. */
export interface Stretch {
  /** Shapes, which the caller writes; of betas the first ones. */
  readonly shapes: Float64Array;
  readonly seconds: Float64Array;
  readonly draws: Float64Array;
  normals(rng: Rng, count: number): void;
  /** @throws RangeError when a shape is not positive and finite */
  gammas(rng: Rng, count: number): void;
  /** @throws RangeError when a shape is not positive and finite */
  betas(rng: Rng, count: number): void;
}

/** A stretch in JavaScript. */
export function plainStretch(length: number): Stretch {
  const scratch = (): Float64Array => new Float64Array(length);
  const [shapes, seconds, draws, right] = [scratch(), scratch(), scratch(), scratch()];
  const [normals, uniforms] = [scratch(), scratch()];

  /**
   * Proposes once for each shape as Marsaglia and Tsang (2000) do: a shape d + 1/3 gets d (1 + y)³ with y = x / √(9 d), x
   * normal, if a uniform lies under their squeeze. What that leaves open is settled in a second pass.
   */
  function fill(rng: Rng, of: Float64Array, count: number, into: Float64Array): void {
    rng.normals(normals, count);
    rng.uniforms(uniforms, count);
    for (let i = 0; i < count; i++) {
      const shape = of[i] as number;
      const d = shape - 1 / 3;
      const y = (normals[i] as number) / Math.sqrt(9 * d);
      const squeezed = shape >= 1 && shape < Infinity && underSqueeze(uniforms[i] as number, d, y);
      into[i] = squeezed ? d * (1 + y * (3 + y * (3 + y))) : -1;
    }
    for (let i = 0; i < count; i++)
      if (!((into[i] as number) >= 0))
        into[i] = settled(rng, of[i] as number, normals[i] as number, uniforms[i] as number);
  }

  return {
    ...{ shapes, seconds, draws },
    normals: (rng, count) => rng.normals(draws, count),
    gammas: (rng, count) => fill(rng, shapes, count, draws),
    betas: (rng, count) => {
      if (anySmall(shapes, count) || anySmall(seconds, count)) {
        // shapes below 1 are drawn in logs, where they do not underflow
        for (let i = 0; i < count; i++) draws[i] = randomBeta(rng, shapes[i] as number, seconds[i] as number);
        return;
      }
      fill(rng, shapes, count, draws);
      fill(rng, seconds, count, right);
      for (let i = 0; i < count; i++) draws[i] = 1 / (1 + (right[i] as number) / (draws[i] as number));
    },
  };
}

function anySmall(shapes: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (!((shapes[i] as number) >= 1)) return true;
  return false;
}

/** The proposal if the full test takes it, else a draw made anew. */
function settled(rng: Rng, shape: number, x: number, u: number): number {
  const d = shape - 1 / 3;
  const y = x / Math.sqrt(9 * d);
  const t = y * (3 + y * (3 + y));
  const taken = shape >= 1 && y > -1 && log(u) < 0.5 * x * x + d * (log1p(t) - t);
  return taken && shape < Infinity ? d * (1 + t) : randomGamma(rng, shape);
}
