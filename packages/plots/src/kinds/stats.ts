/** Read what the sampler kept of each draw. */
import type { Run } from "@credence/draws";

/** The stats of this name, chain by chain; where several samplers take turns each puts its name before it. */
export function statsNamed({ stats, chains, draws }: Run, name: string): { name: string; chains: Float64Array[] }[] {
  return Object.entries(stats)
    .filter(([key]) => key === name || key.endsWith(`.${name}`))
    .map(([key, values]) => ({
      name: key,
      chains: Array.from({ length: chains }, (_, c) => values.subarray(c * draws, (c + 1) * draws)),
    }));
}

/** For each chain the numbers, from 1, of the draws whose trajectories diverged. */
export function divergentDraws(run: Run): number[][] {
  const stats = statsNamed(run, "diverging");
  return Array.from({ length: run.chains }, (_, c) =>
    Array.from({ length: run.draws }, (_, i) => i + 1).filter((i) =>
      stats.some(({ chains }) => ((chains[c] as Float64Array)[i - 1] as number) > 0),
    ),
  );
}
