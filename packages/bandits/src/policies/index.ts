/** List the policies by name: one line registers one. */
import { bayesUcb } from "./bayes-ucb.js";
import { epsilonGreedy } from "./epsilon-greedy.js";
import { even } from "./even.js";
import { klUcb } from "./kl-ucb.js";
import { thompson } from "./thompson.js";
import { topTwo } from "./top-two.js";
import type { Policy } from "./types.js";
import { ucb1 } from "./ucb1.js";

/** Name of a policy. */
export type PolicyName = "thompson" | "top-two" | "even" | "epsilon-greedy" | "ucb1" | "kl-ucb" | "bayes-ucb";

/** Makers of the policies, with their usual settings. */
export const policies: Readonly<Record<PolicyName, () => Policy>> = {
  thompson,
  "top-two": topTwo,
  even,
  "epsilon-greedy": epsilonGreedy,
  ucb1,
  "kl-ucb": klUcb,
  "bayes-ucb": bayesUcb,
};

/**
 * The policy that a name or a value means.
 * @throws TypeError for an unknown name, listing the known ones
 */
export function policyOf(policy: PolicyName | Policy): Policy {
  if (typeof policy !== "string") return policy;
  const make = Object.hasOwn(policies, policy) ? policies[policy] : undefined;
  if (make === undefined)
    throw new TypeError(`no policy is named "${policy}"; there are ${Object.keys(policies).join(", ")}`);
  return make();
}
