/** Find out by simulation how often a stopping rule is wrong, and how long it takes. */
import { type Rng, rng } from "@credence/math";
import { type BetaShapes, betaLaw } from "../beliefs/beta-law.js";
import { independentBeliefs } from "../beliefs/independent.js";
import { argmax } from "../policies/largest.js";
import { checkedSetting, requireWhole } from "../simulate/setting.js";
import type { Setting } from "../simulate/types.js";
import { decidedFast, type StoppingRule } from "./rule.js";

/** An experiment that ends by a rule, or at the horizon. */
export interface StoppingSetting extends Omit<Setting, "checkpoints" | "batch" | "delay" | "rates"> {
  /** True success rate of each arm, in [0, 1]; they stand still. */
  readonly rates: readonly number[];
  readonly rule: StoppingRule;
  /** Impressions between two looks at the rule, which is when the beliefs are renewed too. */
  readonly every: number;
}

/** A share of runs, with its standard error. */
export interface Share {
  readonly mean: number;
  readonly se: number;
}

/** What a stopping rule did over many runs. */
export interface StoppingErrors {
  /** Runs that the rule ended before the horizon. */
  readonly stopped: Share;
  /** Of all runs, those that the rule ended in favour of an arm that is not one of the best. */
  readonly wrong: Share;
  /** Of all runs, those that the rule ended in favour of a best arm. */
  readonly right: Share;
  /** Impressions until the end, and what the arm kept loses against the best: means over runs with standard errors. */
  readonly impressions: Share;
  readonly loss: Share;
}

/**
 * How often `rule` errs where the true rates are `rates`. Looking often makes every rule err more often than a single look
 * would: this counts it.
 *
 * @throws RangeError or TypeError for an impossible setting, naming the field
 */
export function stoppingErrors(setting: StoppingSetting): StoppingErrors {
  const { rule, every, rates } = setting;
  const { priors, policy, horizon, runs, seed } = checkedSetting(setting);
  requireWhole("every", every, 1);
  const best = rates.reduce((a, b) => Math.max(a, b));
  const ends = Array.from({ length: runs }, (_, run) =>
    runUntil(rule, rates, priors, policy.choose, { every, horizon }, rng(seed, "stop", run)),
  );
  const share = (of: (end: End) => number): Share => {
    const values = ends.map(of);
    const mean = values.reduce((sum, x) => sum + x, 0) / runs;
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return { mean, se: Math.sqrt(squares / (runs - 1) / runs) };
  };
  const lossOf = ({ kept }: End): number => best - (rates[kept] as number);
  return {
    stopped: share(({ stopped }) => Number(stopped)),
    wrong: share((end) => Number(end.stopped && lossOf(end) > 0)),
    right: share((end) => Number(end.stopped && lossOf(end) === 0)),
    impressions: share(({ impressions }) => impressions),
    loss: share(lossOf),
  };
}

/** How a run ended: by the rule, or at the horizon with the arm that then had the best mean. */
interface End {
  readonly stopped: boolean;
  readonly kept: number;
  readonly impressions: number;
}

function runUntil(
  rule: StoppingRule,
  rates: readonly number[],
  priors: readonly BetaShapes[],
  choose: (beliefs: ReturnType<typeof independentBeliefs>, stream: Rng) => number,
  { every, horizon }: { readonly every: number; readonly horizon: number },
  stream: Rng,
): End {
  const arms = priors.map((state) => ({ state, trials: 0, total: 0 }));
  const beliefs = independentBeliefs(betaLaw, arms);
  const seen = rates.map(() => ({ trials: 0, total: 0 }));
  for (let t = 1; t <= horizon; t++) {
    const arm = choose(beliefs, stream);
    const counts = seen[arm] as { trials: number; total: number };
    counts.trials += 1;
    counts.total += Number(stream.uniform() < (rates[arm] as number));
    if (t % every !== 0 && t < horizon) continue;
    arms.forEach((each, i) => {
      Object.assign(each, seen[i], {
        state: betaLaw.observe(priors[i] as BetaShapes, seen[i]?.total ?? 0, seen[i]?.trials ?? 0),
      });
    });
    const winner = decidedFast(
      rule,
      arms.map(({ state }) => state),
    );
    if (winner !== undefined) return { stopped: true, kept: winner, impressions: t };
  }
  const means = Float64Array.from(arms, ({ state }) => betaLaw.mean(state));
  return { stopped: false, kept: argmax(means), impressions: horizon };
}
