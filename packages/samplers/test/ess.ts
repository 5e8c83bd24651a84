/** Estimate effective sample sizes independently of the diagnostics, so that tests can count in standard errors. */

/** Geyer's initial monotone sequence over chains of one scalar (Geyer 1992; pooled over chains as in BDA3, 11.5). */
export function effectiveSize(chains: readonly ArrayLike<number>[]): number {
  const m = chains.length;
  const n = chains[0]?.length ?? 0;
  const means = chains.map((chain) => average(chain));
  const grand = average(means);
  const within = chains.reduce((sum, chain, c) => sum + autocovarianceAt(chain, means[c] as number, 0), 0) / m;
  const between = m > 1 ? means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0) / (m - 1) : 0;
  const total = within + between;
  const correlation = (lag: number): number =>
    1 -
    (within - chains.reduce((sum, chain, c) => sum + autocovarianceAt(chain, means[c] as number, lag), 0) / m) / total;
  let tau = -1;
  let smallest = Infinity;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = lag === 0 ? 1 + correlation(1) : correlation(lag) + correlation(lag + 1);
    if (pair < 0) break;
    smallest = Math.min(smallest, pair);
    tau += 2 * smallest;
  }
  return Math.min((m * n) / Math.max(tau, 1 / Math.log10(m * n)), m * n * Math.log10(m * n));
}

export function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

function autocovarianceAt(values: ArrayLike<number>, mean: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++)
    sum += ((values[i] as number) - mean) * ((values[i - lag] as number) - mean);
  return sum / values.length;
}
