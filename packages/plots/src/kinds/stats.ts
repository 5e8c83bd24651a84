/** Read what the sampler kept of each draw. */
import type { Run } from "@credence/draws";

/** A stat chain by chain; undefined when the run has none of that name. */
export function statOf({ stats, chains, draws }: Run, name: string): Float64Array[] | undefined {
  const values = stats[name];
  return values && Array.from({ length: chains }, (_, c) => values.subarray(c * draws, (c + 1) * draws));
}

/** For each chain the numbers, from 1, of the draws whose trajectories diverged; empty when the run tells of none. */
export function divergentDraws(run: Run): number[][] {
  return (statOf(run, "diverging") ?? []).map((chain) =>
    Array.from(chain).flatMap((value, i) => (value > 0 ? [i + 1] : [])),
  );
}
