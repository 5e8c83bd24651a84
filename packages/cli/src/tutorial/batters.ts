/** Pool eighteen batters partially: each rate leans on the others as far as the data say that players are alike. */
import {
  beta,
  binomial,
  type Count,
  column,
  dim,
  lognormal,
  model,
  mul,
  nuts,
  type Positive,
  type Posterior,
  sample,
  sub,
  type Trace,
  type Unit,
  type Variable,
} from "credence";
import type { Batter } from "./data.js";

/** What is unknown: the average of the league, how alike players are, and the rate of each. */
export interface Batting {
  readonly league: Variable<never, Unit>;
  readonly alike: Variable<never, Positive>;
  readonly rate: Variable<"player", Unit>;
}

/** What is known: everybody's hits. */
export interface Hits {
  readonly hits: Variable<"player", Count>;
}

/**
 * `alike` is the concentration of the players' rates around the league's average: knowing the league is worth as much
 * as seeing that many at-bats of a player. Its prior has the median exp(4.6) ≈ 100 and 95 % between 23 and 430, so that
 * around an average of 0.27 the players' standard deviation √(league (1 − league) / (alike + 1)) lies between 0.02 and
 * 0.09. A heavier tail would let `alike` run off to where all rates are one, and the posterior ends in a funnel there;
 * the little of it that this prior leaves is why NUTS is asked for small steps.
 */
export function batting(batters: readonly Batter[]): Posterior<Batting, Hits> {
  const player = dim(
    "player",
    batters.map((batter) => batter.player),
  );
  const season = model(() => {
    const league = beta(1, 1);
    const alike = lognormal(4.6, 0.75);
    const rate = beta(mul(league, alike), mul(sub(1, league), alike)).over(player);
    const hits = binomial(
      column(
        player,
        batters.map((batter) => batter.at_bats),
      ),
      rate,
    );
    return { league, alike, rate, hits };
  });
  return season().observe({ hits: batters.map((batter) => batter.hits) });
}

export const sampleBatting = (batters: readonly Batter[]): Promise<Trace<Batting>> =>
  sample(batting(batters), { chains: 4, tune: 1000, draws: 1500, seed: 1970, sampler: nuts({ targetAccept: 0.95 }) });

/** A batter's average before, estimated and after. */
export interface Estimate {
  readonly batter: Batter;
  readonly raw: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly later: number;
}

/** What the intervals of the estimates hold. */
export const mass = 0.9;

export function estimates(batters: readonly Batter[], { rate }: Trace<Batting>): readonly Estimate[] {
  const [means, low, high] = [rate.mean(), rate.quantile((1 - mass) / 2), rate.quantile((1 + mass) / 2)];
  return batters.map((batter) => {
    const at = { player: batter.player };
    return {
      batter,
      raw: batter.hits / batter.at_bats,
      mean: means.at(at),
      low: low.at(at),
      high: high.at(at),
      later: batter.remaining_average,
    };
  });
}

/** Total squared errors against the rest of the season. */
export interface Errors {
  /** Of every player's own average. */
  readonly raw: number;
  /** Of the partially pooled estimates. */
  readonly pooled: number;
}

export function errors(rows: readonly Estimate[]): Errors {
  const total = (guess: (row: Estimate) => number): number =>
    rows.reduce((sum, row) => sum + (guess(row) - row.later) ** 2, 0);
  return { raw: total(({ raw }) => raw), pooled: total(({ mean }) => mean) };
}
