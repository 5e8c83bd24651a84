/** Keep so few draws of each series that they are about independent, as bands for ranks presume. */
import { essBulk, essTail } from "@credence/diagnostics";
import { everyNth } from "@credence/math";
import type { RankedSeries } from "../specs/rank.js";
import type { ChosenScalar, Series } from "./choose.js";

/**
 * Equally many draws of each series, two series at least: of a single chain the halves. Of each chain every `step`-th
 * draw is kept; by default as many draws as the median chain is worth by its own effective sample size.
 */
export function independentDraws(
  { series }: ChosenScalar,
  given: number | undefined,
  independent: boolean,
): { step: number; series: RankedSeries[] } {
  const compared = series.length > 1 ? series : halves(series[0] as Series);
  const step = given ?? (independent ? 1 : median(compared.flatMap(({ chains }) => chains.map(worth))));
  const kept = compared.map(({ chains }) => chains.flatMap((chain) => everyNth(chain, step)));
  const size = Math.min(...kept.map(({ length }) => length));
  return {
    step,
    series: compared.map(({ name, role }, s) => ({ label: name, role, draws: spread(kept[s] as number[], size) })),
  };
}

/** How many draws of a chain are worth one; 1 for a chain of which nothing can be said. */
function worth(chain: Float64Array): number {
  const ess = Math.min(essBulk([chain]), essTail([chain]));
  return ess > 0 ? Math.min(chain.length, Math.max(1, Math.round(chain.length / ess))) : 1;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** So many draws, evenly spread over all. */
function spread(draws: readonly number[], size: number): number[] {
  return Array.from({ length: size }, (_, i) => draws[Math.floor((i * draws.length) / size)] as number);
}

function halves({ chains, role }: Series): Series[] {
  const [chain] = chains as [Float64Array];
  const middle = Math.floor(chain.length / 2);
  return [
    { name: "first half", role, chains: [chain.subarray(0, middle)] },
    { name: "second half", role: "series2", chains: [chain.subarray(middle, 2 * middle)] },
  ];
}
