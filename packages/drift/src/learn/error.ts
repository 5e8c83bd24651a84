/** Bound the error of the evidence of a series that was filtered forwards and backwards. */
import { dot } from "@credence/math";
import type { Pass, Scene, Sight } from "./passes.js";

/** A series filtered forwards and backwards. */
export interface BothWays {
  readonly scene: Scene;
  readonly forward: Pass;
  readonly backward: Pass;
}

/** What the log evidence may be off by. */
export interface EvidenceError {
  /** By sums that cancel. */
  readonly rounding: number;
  /** By eigenfunctions that the grid leaves out. */
  readonly missing: number;
}

/** Twice the largest relative error of one operation, for an inner product. */
const ROUNDING = 2.2e-16;

/**
 * Across each gap the evidence is ⟨c, b⟩ = Σ exp(−λ[n] gap) c[n] b[n], with c what was known before it and b what comes after
 * it. A coefficient is known to a rounding of the norm of all, so that c and b lose what cancels in their inner product and
 * no more, however improbable the data were to either alone; and what is missing continues their last products.
 */
export function errorOf({ scene, forward, backward }: BothWays): EvidenceError {
  let [rounding, missing] = [0, 0];
  for (let i = 1; i < scene.decays.length; i++) {
    const { coefficients: c } = forward.sights[i - 1] as Sight;
    const { coefficients: b } = backward.sights[i] as Sight;
    const decay = scene.decays[i] as Float64Array;
    let [product, before, after] = [0, 0, 0];
    const last = [0, 0, 0];
    for (let n = 0; n < decay.length; n++) {
      const [left, right] = [(c[n] as number) * (decay[n] as number), (b[n] as number) * (decay[n] as number)];
      const term = left * (b[n] as number);
      product += term;
      before += left * left;
      after += right * right;
      last[n % 3] = Math.abs(term);
    }
    rounding += (Math.sqrt(before * dot(b, b)) + Math.sqrt(after * dot(c, c))) / Math.abs(product);
    missing += Math.max(...last) / Math.abs(product);
  }
  return { rounding: ROUNDING * rounding, missing };
}
