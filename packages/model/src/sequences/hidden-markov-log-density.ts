/** Sum hidden paths out of log densities that the model states itself: several outcomes of one state, or weights of starts. */
import { type Dim, type DimsOf, prime } from "@credence/draws";
import { logSumExpAlong, logWeight } from "../distributions/composite/mixture-densities.js";
import { simplexDim } from "../distributions/simplex-dim.js";
import { describeAxes, hasAxis } from "../expr/layout.js";
import { gather, nodeOf, typed } from "../expr/node.js";
import type { Expr, Node, Positive, Real, Simplex } from "../expr/types.js";
import { checkTime } from "./check-steps.js";
import { forwardSums } from "./forward-sums.js";

/**
 * The log density of all that a hidden Markov chain emits, its path summed out by the forward algorithm (Rabiner 1989):
 * log Σ over paths of initial · Π transition · exp(Σ logEmission). For what `hiddenMarkov` cannot say: several outcomes
 * that share one path, whose log densities add up. Give it to `potential`.
 *
 * @param time labels in order.
 * @param initial probabilities along the hidden state; or weights, as 1 for each where a model states none.
 * @param transition rows of probabilities, as in `hiddenMarkov`; they may vary over time.
 * @param logEmission over time and state, as `logDensity(normal(mu, 1), column(time, y))` is where mu varies over the state.
 *   What further dims have, has paths of its own.
 * @throws TypeError when the parts lack the dims of time and state.
 */
export function hiddenMarkovLogDensity<
  T extends string,
  S extends string,
  I extends Node<string, Positive>,
  F extends string,
  L extends Node<string, Real>,
>(
  time: Dim<T>,
  initial: I,
  transition: Node<F, Simplex<`${S}'`>>,
  logEmission: L,
): Expr<Exclude<DimsOf<I | L> | F, T | S | `${S}'`>, Real> {
  checkTime("hiddenMarkovLogDensity", time);
  const [begin, move, seen] = [nodeOf(initial), nodeOf(transition), nodeOf(logEmission)];
  const next = simplexDim(move);
  const state = move.axes.find((axis) => prime(axis).name === next.name);
  if (state === undefined)
    throw new TypeError(
      `hiddenMarkovLogDensity: the transition has ${describeAxes(move.axes)} and sums to one along "${next.name}": it holds a row of probabilities along the primed copy of the hidden state for each of its labels`,
    );
  for (const [what, { axes }, wanted] of [
    ["initial", begin, [state]],
    ["log emission", seen, [time, state]],
  ] as const) {
    const lacking = wanted.find(({ name }) => !hasAxis(axes, name));
    if (lacking !== undefined)
      throw new TypeError(`hiddenMarkovLogDensity: the ${what} has ${describeAxes(axes)} and not "${lacking.name}"`);
  }
  const sums = forwardSums({ time, state, next }, logWeight(begin), logWeight(move), seen);
  return typed(logSumExpAlong(gather(sums, time, Int32Array.of(time.size - 1), []), state));
}
