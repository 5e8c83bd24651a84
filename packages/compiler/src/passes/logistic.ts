/** Join the log probabilities of successes and failures of single trials: one logistic function a row. */
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf } from "../graph/node.js";
import type { NodeId } from "../graph/types.js";
import type { Addend } from "./addend.js";
import { isFree, type Pass } from "./pass.js";

// log p = logInvLogit(η) and log(1 − p) = logInvLogit(−η), so that y log p + (1 − y) log(1 − p) is logInvLogit(±η) for y
// of 1 and 0. Its slope in η is a residual of one logistic function too, with both tails exact.

export const logistic: Pass = {
  name: "logistic likelihood",
  tell: () => "take one logistic function each, of the log odds of what happened",
  apply: (b, addends) => {
    for (const success of addends) {
      const failure = addends.find((other) => isFailureOf(b, success, other));
      if (failure === undefined) continue;
      const rest = addends.filter((addend) => addend !== success && addend !== failure);
      return logistic.apply(b, [...rest, joined(b, success)]);
    }
    return addends;
  },
};

/** η where an addend's node is logInvLogit(η), with a value of its own in each row. */
function logOdds(b: GraphBuilder, addend: Addend): NodeId | undefined {
  const it = b.node(addend.node);
  return it.op === "logInvLogit" && !isFree(b, addend) ? argumentsOf(it)[0] : undefined;
}

/** Whether one of the two counts in each row, the other where it does not. */
function isFailureOf(b: GraphBuilder, success: Addend, failure: Addend): boolean {
  const [up, down] = [logOdds(b, success), logOdds(b, failure)];
  if (up === undefined || down === undefined || success.weight === undefined || failure.weight === undefined)
    return false;
  const [u, v] = [success.weight, failure.weight];
  return (
    b.ops.neg(up) === down &&
    success.factor === failure.factor &&
    success.outside.length === 0 &&
    failure.outside.length === 0 &&
    u.length === v.length &&
    u.every((one, i) => (one === 0 || one === 1) && v[i] === 1 - one)
  );
}

function joined(b: GraphBuilder, { weight, ...addend }: Addend): Addend {
  const signs = (weight as Float64Array).map((one) => 2 * one - 1);
  const eta = logOdds(b, { ...addend, weight }) as NodeId;
  return { ...addend, weight: undefined, node: b.ops.logInvLogit(b.ops.mul(eta, b.data(signs))) };
}
