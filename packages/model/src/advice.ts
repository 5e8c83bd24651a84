/** Keep what a run should check about a model once it has draws, and how to say so. */
import { type ExprNode, topological } from "./expr/node.js";

/** Where an expression is 1 in many draws, something is to be said. */
export interface Advice {
  /** 1 where a draw is of concern, else 0. */
  readonly concern: ExprNode;
  /** What to say when it is in this share of draws. */
  say(share: number): string;
}

const given = new WeakMap<ExprNode, readonly Advice[]>();

/** Attaches advice to an expression, and returns it. */
export function advise(x: ExprNode, advice: readonly Advice[]): ExprNode {
  if (advice.length > 0) given.set(x, advice);
  return x;
}

/** The advice on everything below these expressions. It is lost where a model is read back from its graph. */
export const adviceOn = (roots: readonly ExprNode[]): readonly Advice[] =>
  topological(roots).flatMap((node) => given.get(node) ?? []);
