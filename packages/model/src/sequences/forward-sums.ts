/** Sum hidden states out along time, by the forward algorithm (Rabiner 1989, section III.A), in logarithms. */
import { logSumExpAlong, logWeight } from "../distributions/composite/mixture-densities.js";
import type { Axis } from "../expr/layout.js";
import { ExprNode, inputNode, renameAxis } from "../expr/node.js";
import { gt, where } from "../expr/raw.js";
import { replaced } from "../expr/rebuild.js";
import type { Steps } from "../expr/records.js";
import { inOrder, table } from "../transforms/free.js";
import { lawDensity, randomOf, supportOfPath } from "./law.js";
import { recursions } from "./recursion.js";
import { atBefore, atFirst, atLater, joined } from "./time.js";

/**
 * The log density of each value given those before it, over all labels of the hidden state. The steps hold two states:
 * the hidden label, drawn from a row of the transitions, and the value, whose parameters are looked up at that label.
 */
export function forwardDensity(steps: Steps, x: ExprNode, parameters: readonly ExprNode[]): ExprNode {
  const { time, read, shared } = steps;
  const values = new Map([...read, ...shared].map((standIn, i) => [standIn, parameters[i] as ExprNode]));
  const { state, next, initial, transition, emission } = partsOf(steps);
  const [begin, move] = replaced([initial, transition], values).map(logWeight) as [ExprNode, ExprNode];
  const support = supportOfPath(steps, parameters);
  const seen = lawDensity(emission, values, support.kind === "label" ? repeated(x, state) : x, support);
  const upTo = logSumExpAlong(forwardSums({ time, state, next }, begin, move, seen), state);
  const given = (): ExprNode => {
    const [now, past] = [atLater(upTo, time), atBefore(upTo, time)];
    return where(gt(now, -Infinity), now.sub(past), -Infinity);
  };
  return joined(atFirst(upTo, time), given, time);
}

/**
 * For each time and label of the hidden state the log density of all values up to then together with that label, of the
 * logs of initial probabilities, transitions and densities.
 */
export function forwardSums(
  { time, state, next }: { readonly time: Axis; readonly state: Axis; readonly next: Axis },
  begin: ExprNode,
  move: ExprNode,
  seen: ExprNode,
): ExprNode {
  const before = inputNode("forward sum", [state]);
  const [log, density] = [inputNode("transition", [state, next]), inputNode("density", [state])];
  const started = begin.add(atFirst(seen, time));
  const round = {
    before: [before],
    starts: [started],
    after: [renameAxis(logSumExpAlong(before.add(log), state), next, state).add(density)],
    later: new Map([
      [log, atLater(move, time)],
      [density, atLater(seen, time)],
    ]),
  };
  return time.size === 1 ? joined(started, () => started, time) : (recursions(time, round)[0] as ExprNode);
}

/** The pieces of a hidden Markov model in its steps, in terms of stand-ins. */
function partsOf({ start, step, present }: Steps): {
  readonly state: Axis;
  readonly next: Axis;
  readonly initial: ExprNode;
  readonly transition: ExprNode;
  /** The law of values, whose parameters vary over the state. */
  readonly emission: ExprNode;
} {
  const [row] = (step[0] as ExprNode).args as [ExprNode];
  const [transition] = row.args as [ExprNode];
  const [initial] = (start[0] as ExprNode).args as [ExprNode];
  const { constraint } = randomOf(step[0] as ExprNode);
  if (row.operation.op !== "take" || constraint?.kind !== "label")
    throw new Error("internal: not a hidden Markov model");
  const state = row.operation.of;
  const next = transition.axes.find(({ name }) => name === `${state.name}'`) as Axis;
  const { operation, args, axes, range } = step[1] as ExprNode;
  const perState = args.map((arg) =>
    arg.operation.op === "take" && arg.args[1] === present[0] ? (arg.args[0] as ExprNode) : arg,
  );
  return { state, next, initial, transition, emission: new ExprNode(operation, perState, axes, range) };
}

/** x for each label of `dim`. */
const repeated = (x: ExprNode, dim: Axis): ExprNode => inOrder(x.add(table([dim], () => 0)), [...x.axes, dim]);
