/** Estimate what lies beyond the edge of a lattice, by how fast its outer shells lose mass. */
import { type ClassSums, type LatticeSums, standardised } from "./sums.js";

/**
 * Share of the integral of 1 + ((f − mean)/sd)² beyond the edge, for the worst functional f: mass, and what the tails
 * contribute to the variance. Shells are assumed to go on falling by the factor between the two outermost; Infinity
 * where they do not fall.
 */
export function tailBeyond({ shells, total, centers, moments: { sd } }: LatticeSums): number {
  let worst = beyond(shells, ({ mass }) => mass) / total;
  centers.forEach((center, f) => {
    const scale = sd[f] as number;
    if (!Number.isFinite(scale)) worst = Infinity;
    const weighed = (sums: ClassSums): number => sums.mass + standardised(sums, f, center, scale).second;
    worst = Math.max(worst, beyond(shells, weighed) / total);
  });
  return worst;
}

function beyond([outer, inner]: LatticeSums["shells"], massOf: (sums: ClassSums) => number): number {
  const edge = massOf(outer);
  const ratio = edge / massOf(inner);
  if (edge === 0) return 0;
  return ratio < 1 ? (edge * ratio) / (1 - ratio) : Infinity;
}
