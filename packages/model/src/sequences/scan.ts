/** Let states follow each other along a dim: one state or a record of states, random or computed. */
import type { Dim, DimsOf } from "@credence/draws";
import { ExprNode, nodeOf, typed } from "../expr/node.js";
import type { Arg, Expr, Index, KindOf, Known, Node, RandomNode, Real, Variable } from "../expr/types.js";
import { sequence } from "./sequence.js";

/** The present time within a step: reads a column there, as in `holiday.at(now)`. */
export type Now<T extends string> = Index<T, never>;

/** What states start from: one, or a record of them. */
export type Starts = RandomNode<string, Real> | Node<string, Real> | { readonly [name: string]: Arg };

/** The kind of a state that starts from S: data and numbers say nothing of what follows. */
export type StateKind<S> = S extends number ? Real : [KindOf<S>] extends [Known] ? Real : KindOf<S>;

/** The states at the time before, as a step sees them. */
export type Previous<S> =
  S extends Node<infer D, Real>
    ? Expr<D, StateKind<S>>
    : { readonly [P in keyof S]: Expr<DimsOf<S[P]>, StateKind<S[P]>> };

/** What a step must return: a random state stays random, and none gains dims. */
export type Next<S> =
  S extends RandomNode<infer D, infer K>
    ? RandomNode<D, K>
    : S extends Node<infer D, Real>
      ? Node<D, StateKind<S>>
      : { readonly [P in keyof S]: Node<DimsOf<S[P]>, StateKind<S[P]>> };

/** States along time: variables where steps are random, else expressions. */
export type Path<T extends string, S, R> = S extends Arg
  ? PathOf<T, S, R>
  : { readonly [P in keyof S]: PathOf<T, S[P], R[P & keyof R]> };
/** One state along time; the kind of one that starts from data is that of its step. */
export type PathOf<T extends string, S, R> =
  R extends RandomNode<string, Real>
    ? Variable<T | DimsOf<S>, StateKind<S>>
    : Expr<T | DimsOf<S>, [KindOf<S>] extends [Known] ? KindOf<R> : StateKind<S>>;

/**
 * States along `time`: at its first label what `start` says, at every later one what `step` makes of the states before.
 * A state whose step is a distribution is random, start and steps together one variable over time, whose distributions
 * are consumed; any other state is computed. A step may use the random states that it has just made by their own names.
 *
 * @param time labels in order.
 * @param start a distribution or an expression, or a record of them. A random state starts from a distribution.
 * @param step gets the states at the time before, in the shape of `start`, and the present time, at which columns are
 *   read: `x.at(now)`. It returns the next states in the same shape.
 * @throws TypeError when start and step do not fit each other, or random states depend on each other's past.
 */
export function scan<T extends string, S extends Starts, R extends Next<S>>(
  time: Dim<T>,
  start: S,
  step: (previous: Previous<S>, now: Now<T>) => R,
): Path<T, S, R> {
  const index = (now: ExprNode): Now<T> =>
    ({ of: time, axes: [], positions: new Int32Array(0), random: typed(now) }) as unknown as Now<T>;
  if (start instanceof ExprNode || typeof start === "number") {
    const [path] = sequence({
      kind: "scan",
      time,
      names: [""],
      starts: [nodeOf(start as Arg)],
      step: ([previous], now) => [single(step(typed(previous as ExprNode), index(now)))],
    });
    return typed(path as ExprNode);
  }
  const names = namesOf(start);
  const paths = sequence({
    kind: "scan",
    time,
    names,
    starts: names.map((name) => nodeOf((start as Record<string, Arg>)[name] as Arg)),
    step: (previous, now) => listed(names, step(record(names, previous) as Previous<S>, index(now))),
  });
  return record(names, paths) as Path<T, S, R>;
}

const record = (names: readonly string[], nodes: readonly ExprNode[]): unknown =>
  Object.fromEntries(names.map((name, k) => [name, nodes[k]]));

function namesOf(start: unknown): readonly string[] {
  const names = typeof start === "object" && start !== null ? Object.keys(start) : [];
  if (names.length === 0)
    throw new TypeError(
      `scan starts from a distribution, as in normal(0, 1), or from a record of states, and got ${start === null || typeof start !== "object" ? String(start) : "an empty record"}`,
    );
  return names;
}

function single(next: unknown): ExprNode {
  if (next instanceof ExprNode) return next;
  if (typeof next === "number") return nodeOf(next);
  throw new TypeError(
    `scan: the step returned ${next === undefined ? "nothing" : Array.isArray(next) ? "an array" : typeof next}; it returns the next state, a distribution or an expression, as in (previous) => normal(previous, 1)`,
  );
}

function listed(names: readonly string[], next: unknown): readonly ExprNode[] {
  const keys = typeof next === "object" && next !== null && !(next instanceof ExprNode) ? Object.keys(next) : [];
  const wrong = names.find((name) => !keys.includes(name)) ?? keys.find((key) => !names.includes(key));
  if (wrong !== undefined)
    throw new TypeError(
      `scan: start has the states ${names.join(", ")} and the step returned ${keys.length === 0 ? "no record" : keys.join(", ")}: both name the same states`,
    );
  return names.map((name) => single((next as Record<string, unknown>)[name]));
}
