/** Collect the p values of many comparisons, and measure how far they are from uniform. */
import type { Comparison } from "@credence/compare";

/** The raw p values of every test of a comparison of two traces of two scalars, each under a name. */
export function pValues({ agreement }: Comparison): Record<string, number> {
  const { marginal, distributions, correlations, joint } = agreement;
  const [scalar] = marginal;
  const functionals = marginal.filter((row) => row.scalar === scalar?.scalar);
  return {
    ...Object.fromEntries(functionals.map(({ functional, p }) => [String(functional), p as number])),
    distribution: distributions[0]?.p as number,
    kolmogorov: distributions[0]?.ksP as number,
    ...(correlations[0]?.worst[0] ? { correlation: correlations[0].worst[0].p } : {}),
    ...Object.fromEntries((joint[0]?.metrics ?? []).map(({ metric, p }) => [metric, p])),
  };
}

/** √n · D of Kolmogorov and Smirnov against the uniform law. */
export function fromUniform(ps: readonly number[]): number {
  const sorted = [...ps].sort((a, b) => a - b);
  const n = sorted.length;
  return Math.sqrt(n) * Math.max(...sorted.map((p, i) => Math.max((i + 1) / n - p, p - i / n)));
}

export const below = (ps: readonly number[], level: number): number => ps.filter((p) => p < level).length;

/** The columns of many records. */
export function columns(records: readonly Record<string, number>[]): Record<string, number[]> {
  const names = Object.keys(records[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, records.map((record) => record[name] as number)]));
}
