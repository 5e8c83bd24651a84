/** Map the reals onto intervals: the transforms of positive, bounded and unit variables (Stan Reference Manual, "Constraint transforms"). */
import { constant, type Operand } from "../expr/node.js";
import { add, exp, invLogit, log, logInvLogit, logit, neg, sub } from "../expr/raw.js";
import type { Transform } from "./types.js";

const same = <T>(x: T): T => x;

/** x = y. */
export const identity: Transform = { axes: same, constrain: same, unconstrain: same, logJacobian: () => constant(0) };

/** x = exp y. */
export const positive: Transform = { axes: same, constrain: exp, unconstrain: log, logJacobian: same };

/** x = 1 / (1 + exp(−y)). */
export const unit: Transform = {
  axes: same,
  constrain: invLogit,
  unconstrain: logit,
  logJacobian: (y) => logInvLogit(y).add(logInvLogit(neg(y))),
};

/** x = lower + exp y. */
export const lower = (bound: Operand): Transform => ({
  axes: same,
  constrain: (y) => add(bound, exp(y)),
  unconstrain: (x) => log(x.sub(bound)),
  logJacobian: same,
});

/** x = upper − exp y. */
export const upper = (bound: Operand): Transform => ({
  axes: same,
  constrain: (y) => sub(bound, exp(y)),
  unconstrain: (x) => log(sub(bound, x)),
  logJacobian: same,
});

/** x = lower + (upper − lower) / (1 + exp(−y)). */
export const interval = (low: Operand, high: Operand): Transform => ({
  axes: same,
  constrain: (y) => add(low, sub(high, low).mul(invLogit(y))),
  // log((x − low) / (high − x)) keeps its digits near both ends
  unconstrain: (x) => log(x.sub(low)).sub(log(sub(high, x))),
  logJacobian: (y) => unit.logJacobian(y).add(log(sub(high, low))),
});
