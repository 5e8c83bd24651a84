/** Add a term of one's own to the log density. */
import type { DIMS, DimsOf } from "@credence/draws";
import { ExprNode, nodeOf, typed } from "./expr/node.js";
import type { Arg } from "./expr/types.js";

export declare const TERM: unique symbol;

/** A term of the log density: neither an input nor a variable. Its draws are its values. */
export interface Term<D extends string> {
  readonly [DIMS]: D;
  readonly [TERM]: true;
}

/** The terms made while a model is built, innermost model last. */
const open: ExprNode[][] = [];

/**
 * Adds the sum of `logDensity` to the log density of the model, as it is: no step, no observation. It must be returned,
 * like a variable. A term that depends on data or on observed variables counts as likelihood, any other as prior.
 */
export function potential<A extends Arg>(logDensity: A): Term<DimsOf<A>> {
  const x = nodeOf(logDensity);
  const term = new ExprNode({ op: "term" }, [x], x.axes, x.range);
  open.at(-1)?.push(term);
  return typed(term);
}

/** What a model's function returns, with the terms that it made. */
export function withTerms<T>(build: () => T): { readonly value: T; readonly terms: readonly ExprNode[] } {
  const terms: ExprNode[] = [];
  open.push(terms);
  try {
    return { value: build(), terms };
  } finally {
    open.pop();
  }
}
