/** State what every filter is: a belief about the rate that time spreads and data sharpen, as an immutable value. */
import { logBinomialMass } from "../laws/binomial.js";
import type { Law } from "../laws/law.js";

/** What is known of a rate at one time. */
export interface Belief {
  readonly law: Law;
  /** How far the law was off after the last gap, in total variation; absent where it is exact. */
  readonly stepError?: () => number;
  /** The same after `dt` more, without data. */
  after(dt: number): Belief;
  /** The same after counts at this time. */
  given(successes: number, failures: number): Conditioned;
}

/** A belief after data, and what it had predicted of them. */
export interface Conditioned {
  readonly belief: Belief;
  /** log probability of the counts, the binomial coefficient included. */
  readonly logEvidence: number;
}

/** A belief of one who knows the rate exactly; only time makes it uncertain. */
export function knownBelief(x: number, after: (dt: number) => Belief): Belief {
  const belief: Belief = {
    law: {
      mean: x,
      variance: 0,
      pdf: (at) => (at === x ? Infinity : 0),
      cdf: (at) => (at >= x ? 1 : 0),
      draw: () => x,
    },
    after: (dt) => (dt === 0 ? belief : after(dt)),
    given: (successes, failures) => ({ belief, logEvidence: logBinomialMass(successes, successes + failures, x) }),
  };
  return belief;
}
