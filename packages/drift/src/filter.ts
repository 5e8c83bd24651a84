/** Track a drifting rate: let time pass, count successes, read what is known. */
import type { Rng } from "@credence/math";
import type { Belief } from "./beliefs/belief.js";
import { requireCounts, requireElapsed, requireRate } from "./check.js";
import { type Interval, interval, quantile } from "./laws/law.js";

/** A filter: what is known of a rate now. A call that throws changes nothing. */
export interface DriftFilter {
  /** Lets time pass without data. @throws RangeError when `dt` is negative or not finite */
  predict(dt: number): DriftFilter;
  /**
   * Learns of successes among trials at this time.
   *
   * @returns log p(successes | trials, what was known before), the binomial coefficient included
   * @throws RangeError unless both are counts and successes ≤ trials
   */
  update(successes: number, trials: number): number;
  /** Posterior mean. */
  mean(): number;
  /** Posterior variance. */
  variance(): number;
  /** Posterior density at x in [0, 1]. */
  pdf(x: number): number;
  /** P(rate ≤ x). */
  cdf(x: number): number;
  /** The x with P(rate ≤ x) = p. */
  quantile(p: number): number;
  /** The interval with equal tails that holds `mass`, 0.95 unless told otherwise. */
  interval(mass?: number): Interval;
  /** P(low ≤ rate ≤ high); `high` is 1 unless told otherwise. */
  probability(low: number, high?: number): number;
  /** Sum of what all updates returned: log p(all counts). */
  logEvidence(): number;
  /**
   * How far the law was off after the last gap alone, in total variation: 0 for exact engines. For `"moments"` an estimate from
   * the exact third moment, about 1 to 1.6 times the truth; Infinity for shapes below 1, whose poles it does not see.
   */
  stepError(): number;
  /** One draw from the posterior, such as Thompson sampling needs. */
  draw(rng: Rng): number;
  /** An independent filter in the same state. */
  copy(): DriftFilter;
}

/** The filter that starts from a belief. */
export function filterOf(start: Belief, evidence = 0): DriftFilter {
  let belief = start;
  let logEvidence = evidence;
  const filter: DriftFilter = {
    predict: (dt) => {
      requireElapsed(dt, "predict: dt");
      belief = belief.after(dt);
      return filter;
    },
    update: (successes, trials) => {
      requireCounts(successes, trials);
      if (trials === 0) return 0;
      const next = belief.given(successes, trials - successes);
      belief = next.belief;
      logEvidence += next.logEvidence;
      return next.logEvidence;
    },
    mean: () => belief.law.mean,
    variance: () => belief.law.variance,
    pdf: (x) => belief.law.pdf(x),
    cdf: (x) => belief.law.cdf(x),
    quantile: (p) => quantile(belief.law, p),
    interval: (mass = 0.95) => {
      requireRate(mass, "interval: mass");
      return interval(belief.law, mass);
    },
    probability: (low, high = 1) =>
      Math.max(0, (high >= 1 ? 1 : belief.law.cdf(high)) - (low <= 0 ? 0 : belief.law.cdf(low))),
    logEvidence: () => logEvidence,
    stepError: () => belief.stepError?.() ?? 0,
    draw: (rng) => belief.law.draw(rng),
    copy: () => filterOf(belief, logEvidence),
  };
  return filter;
}
