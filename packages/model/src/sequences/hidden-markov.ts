/** A mixture whose component follows a Markov chain; the path of components is summed out. */
import { type Dim, prime } from "@credence/draws";
import type { Column } from "../data/column.js";
import { categoricalAlong } from "../distributions/categorical.js";
import { markConsumed } from "../distributions/composite/consume.js";
import type { Along } from "../distributions/composite/mixture.js";
import { simplexDim } from "../distributions/simplex-dim.js";
import { type Axes, type Axis, describeAxes, hasAxis, unionAxes } from "../expr/layout.js";
import { ExprNode, inputNode, nodeOf, take, typed } from "../expr/node.js";
import { range } from "../expr/range.js";
import type { Node, RandomNode, Real, Simplex, Variable } from "../expr/types.js";
import { rangeOfSupport } from "../support.js";
import { capture, type Surroundings } from "./capture.js";
import { checkLaw, checkTime } from "./check-steps.js";
import { pathFamily } from "./path-family.js";

/**
 * Values along `time` whose distribution is that of a hidden label: the first label has the probabilities `initial`, each
 * later one those of the row of `transition` at the label before. The density of a value is that given all values before
 * it, the labels summed out by the forward algorithm.
 *
 * @param time labels in order.
 * @param initial proportions along a dim, the hidden state; a column of them where they are known.
 * @param transition proportions along the primed copy of that dim for each of its labels, as in
 *   `dirichlet(prime(state), 1).over(state)`; it may vary over time, and then holds the way to each label.
 * @param emission a distribution that varies over the state; it is consumed. It may vary over time, and other dims of it
 *   have hidden paths of their own.
 */
export function hiddenMarkov<
  T extends string,
  S extends string,
  D extends string,
  K extends Real,
  E extends string = never,
  F extends string = never,
>(
  time: Dim<T>,
  initial: Node<E, Simplex<S>> | Column<S>,
  transition: Node<F, Simplex<`${S}'`>>,
  emission: RandomNode<D, K> & Along<S, D>,
): Variable<T | Exclude<E | F | D, S | `${S}'`>, K> {
  checkTime("hiddenMarkov", time);
  const [begin, move, law] = [nodeOf(initial), nodeOf(transition), nodeOf(emission as RandomNode<D, K>)];
  const state = simplexDim(begin);
  checkParts(time, state, begin, move, law);
  markConsumed(law, "hiddenMarkov");
  const others = unionAxes(law.axes, begin.axes, move.axes).filter(
    ({ name }) => name !== time.name && name !== state.name && name !== prime(state).name,
  );
  return typed(variable(time, state, others, begin, move, law));
}

function variable(time: Axis, state: Axis, others: Axes, begin: ExprNode, move: ExprNode, law: ExprNode): ExprNode {
  const label = (): ExprNode => inputNode("label", others, range(0, state.size - 1, true));
  const [before, present, now] = [label(), label(), inputNode("now", [])];
  const [valueBefore, value] = [inputNode("value", others), inputNode("value", others)];
  const reading = (x: ExprNode): ExprNode => (hasAxis(x.axes, time.name) ? take(x, time, now) : x);
  const spread = ({ operation, args, range: values }: ExprNode): ExprNode =>
    new ExprNode(operation, args, others, values);
  const hidden = [begin, take(reading(move), state, before)].map((p, i) =>
    spread(nodeOf(categoricalAlong(i === 0 ? state : prime(state), p))),
  ) as [ExprNode, ExprNode];
  const args = law.args.map((arg) =>
    hasAxis(arg.axes, state.name) ? take(reading(arg), state, present) : reading(arg),
  );
  const seen = spread(new ExprNode(law.operation, args, law.axes, law.range));
  const surroundings: Surroundings = { read: new Map(), shared: new Map() };
  const states = new Map([before, present, valueBefore, value].map((each) => [each, each]));
  const made = (roots: readonly ExprNode[]): readonly ExprNode[] =>
    capture(roots, { time, now, states, isLaw: [true, true] }, surroundings);
  const family = pathFamily("hidden_markov", {
    time,
    before: [before, valueBefore],
    present: [present, value],
    start: made([hidden[0], seen]),
    step: made([hidden[1], seen]),
    read: [...surroundings.read.values()],
    shared: [...surroundings.shared.values()],
    of: 1,
  });
  const axes = [...others, time];
  const parameters = [...surroundings.read.keys(), ...surroundings.shared.keys()];
  const operation = { op: "random", family, event: axes, nonCentered: false } as const;
  return new ExprNode(operation, parameters, axes, rangeOfSupport(family.support(parameters, axes)));
}

/** @throws TypeError when the parts of a hidden Markov model do not fit each other. */
function checkParts(time: Axis, state: Axis, begin: ExprNode, move: ExprNode, law: ExprNode): void {
  const next = prime(state);
  const rows = [state.name, next.name].find((name) => !hasAxis(move.axes, name));
  if (rows !== undefined)
    throw new TypeError(
      `hiddenMarkov: the transition has ${describeAxes(move.axes)} and not "${rows}": it holds a row of probabilities along "${next.name}" for each label of "${state.name}", as in dirichlet(prime(${state.name}), 1).over(${state.name})`,
    );
  if (simplexDim(move).name !== next.name)
    throw new TypeError(
      `hiddenMarkov: the transition sums to one along "${simplexDim(move).name}"; its rows sum to one along "${next.name}"`,
    );
  if (hasAxis(begin.axes, time.name))
    throw new TypeError(
      `hiddenMarkov: the initial probabilities vary over "${time.name}"; they are those of its first label`,
    );
  checkLaw("hiddenMarkov", "the emission", law);
  if (law.operation.op !== "random" || law.operation.event.length > 0)
    throw new TypeError("hiddenMarkov: the emission must be a distribution of single numbers or labels");
  if (!law.args.some(({ axes }) => hasAxis(axes, state.name)))
    throw new TypeError(`hiddenMarkov: the emission does not vary along "${state.name}", the hidden state`);
  if (hasAxis(law.axes, next.name) || law.args.some(({ axes }) => hasAxis(axes, next.name)))
    throw new TypeError(`hiddenMarkov: the emission varies along "${next.name}"; it varies along "${state.name}"`);
}
