/** Measure whether momentum resampling moves the energy enough to explore the target's tails. */
import { mean } from "@credence/math";
import type { Chains } from "./sequences.js";

/**
 * Estimated Bayesian fraction of missing information of each chain: Σ (Eₙ − Eₙ₋₁)² / Σ (Eₙ − Ē)², Betancourt (2016),
 * arXiv:1604.00695. Below 0.3 the tails are explored too slowly and a reparameterisation is due.
 *
 * @param energy of the Hamiltonian at each draw, as `[chain][iteration]`
 * @returns one figure a chain; NaN for a chain whose energy is constant, not finite, or one draw long
 */
export function ebfmi(energy: Chains): number[] {
  return energy.map((chain) => {
    const values = Float64Array.from(chain);
    const centre = mean(values);
    let moved = 0;
    let spread = 0;
    values.forEach((value, i) => {
      const step = i === 0 ? 0 : value - (values[i - 1] as number);
      moved += step * step;
      spread += (value - centre) * (value - centre);
    });
    return moved / spread;
  });
}
