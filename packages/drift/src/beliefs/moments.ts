/** Filter approximately with one beta whose mean and variance are kept exact while time passes: constant cost, for serving. */
import { logBetaBinomial } from "@credence/conjugate";
import { betaMoments, matched } from "../laws/matched.js";
import { componentsLaw } from "../laws/mixture.js";
import { momentsAfter } from "../process/moments.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";

/** The beta distribution (a, b) as a belief (assumed density filtering). */
export function momentsBelief(process: Parameters, a: number, b: number): Belief {
  const belief: Belief = {
    get law() {
      return componentsLaw(
        Float64Array.of(1),
        () => a,
        () => b,
      );
    },
    after: (dt) => {
      if (dt === 0) return belief;
      const next = matched(momentsAfter(process, betaMoments(a, b), dt));
      return momentsBelief(process, next.a, next.b);
    },
    given: (successes, failures) => ({
      belief: momentsBelief(process, a + successes, b + failures),
      logEvidence: logBetaBinomial(successes, failures, a, b),
    }),
  };
  return belief;
}
