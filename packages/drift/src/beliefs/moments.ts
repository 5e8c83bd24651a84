/** Filter approximately with one beta whose mean and variance are kept exact while time passes: constant cost, for serving. */
import { logBetaBinomial } from "@credence/conjugate";
import { betaMoments, matched } from "../laws/matched.js";
import { componentsLaw } from "../laws/mixture.js";
import { recurrence } from "../polynomials/recurrence.js";
import { betaPowers, momentsAfter, type Powers, thirdMomentAfter } from "../process/moments.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";

/** The beta distribution (a, b) as a belief (assumed density filtering). */
export function momentsBelief(process: Parameters, a: number, b: number, stepError: () => number = () => 0): Belief {
  const belief: Belief = {
    get law() {
      return componentsLaw(
        Float64Array.of(1),
        () => a,
        () => b,
      );
    },
    stepError,
    after: (dt) => {
      if (dt === 0) return belief;
      const next = matched(momentsAfter(process, betaMoments(a, b), dt));
      return momentsBelief(process, next.a, next.b, () => matchingError(process, betaPowers(a, b), next, dt));
    },
    given: (successes, failures) => ({
      belief: momentsBelief(process, a + successes, b + failures, stepError),
      logEvidence: logBetaBinomial(successes, failures, a, b),
    }),
  };
  return belief;
}

/**
 * The distance in total variation between the exact law, `dt` after one with these powers, and the beta with its mean and
 * variance: half of |E φ[3]|, the first coefficient in which they differ, which is the Cauchy–Schwarz bound on the leading
 * term of the exact density. Poles of the process add more than that tells.
 */
export function matchingError(process: Parameters, before: Powers, { a, b }: Shapes, dt: number): number {
  if (Math.min(process.alpha, process.beta) < 1) return Infinity;
  const [, b1 = 1, b2 = 1, b3 = 1] = recurrence(a, b, 2).b;
  const [, , third] = betaPowers(a, b);
  return (0.5 * Math.abs(thirdMomentAfter(process, before, dt) - third)) / (b1 * b2 * b3);
}

type Shapes = ReturnType<typeof matched>;
