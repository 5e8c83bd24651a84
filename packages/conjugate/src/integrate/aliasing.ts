/** Estimate what the step of a lattice leaves out, from how much sums over its nodes differ by the parity of their places. */
import { type ClassSums, type LatticeSums, standardised } from "./sums.js";

/** Largest error over the mass and the first two moments of every functional, in units of its standard deviation. */
export interface Aliasing {
  /** Where the error falls as the square when the step is halved, as it does for analytic densities. */
  readonly smooth: number;
  /** The difference to the lattice of twice the step: safe for rough densities, pessimistic for smooth ones. */
  readonly rough: number;
}

/**
 * A sum over the nodes with signs by parity is an alias that the lattice of twice the step adds to the integral: a
 * Fourier coefficient a of the integrand at half the frequency that aliases on this lattice. Where coefficients fall off
 * like those of a normal density, the one at twice the frequency is smaller than a².
 */
export function aliasing({ parities, total, centers, moments: { sd } }: LatticeSums): Aliasing {
  let smooth = 0;
  let rough = 0;
  const take = (sumOf: (sums: ClassSums) => number): void => {
    const values = parities.map((sums) => sumOf(sums) / total);
    let squares = 0;
    let sizes = 0;
    for (let signs = 1; signs < parities.length; signs++) {
      const alias = values.reduce((sum, value, parity) => sum + (isOdd(signs & parity) ? -value : value), 0);
      squares += alias * alias;
      sizes += Math.abs(alias);
    }
    smooth = Math.max(smooth, squares);
    rough = Math.max(rough, sizes);
  };
  take(({ mass }) => mass);
  centers.forEach((center, f) => {
    const scale = sd[f] as number;
    take((sums) => standardised(sums, f, center, scale).first);
    take((sums) => (standardised(sums, f, center, scale).second - sums.mass) / 2);
  });
  return { smooth, rough };
}

/** Whether an odd number of bits are set. */
function isOdd(bits: number): boolean {
  let odd = false;
  for (let rest = bits; rest > 0; rest >>= 1) if (rest & 1) odd = !odd;
  return odd;
}
