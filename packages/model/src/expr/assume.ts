/** Let users state what the types cannot see; the model checks it when it runs. */
import { type Dim, type DimsOf, prime } from "@credence/draws";
import { checkKnown } from "../check.js";
import { count, positive, rangeOfSupport, type Support, unit } from "../support.js";
import { requireDims } from "./matrix.js";
import { ExprNode, nodeOf, typed } from "./node.js";
import type { Arg, Count, Covariance, Expr, Node, Positive, Real, Simplex, Unit } from "./types.js";

function promise<T>(x: Arg, support: Support, name: string): T {
  const node = nodeOf(x);
  if (node.known) checkKnown(`assume.${name}`, node, support);
  return typed(new ExprNode({ op: "assume", support }, [node], node.axes, rangeOfSupport(support)));
}

/** Promises about expressions: a value that breaks its promise has log density −∞; data that does is an error at once. */
export const assume: {
  positive<A extends Arg>(x: A): Expr<DimsOf<A>, Positive>;
  unit<A extends Arg>(x: A): Expr<DimsOf<A>, Unit>;
  count<A extends Arg>(x: A): Expr<DimsOf<A>, Count>;
  simplex<E extends string, D extends E>(x: Node<E, Real>, dim: Dim<D>): Expr<E, Simplex<D>>;
  /** Symmetric and positive definite over `dim` and its primed copy. */
  covariance<E extends string, D extends E>(x: Node<E | `${D}'`, Real>, dim: Dim<D>): Expr<E, Covariance<D>>;
} = {
  positive: (x) => promise(x, positive, "positive"),
  unit: (x) => promise(x, unit, "unit"),
  count: (x) => promise(x, count, "count"),
  simplex: (x, dim) => promise(x, { kind: "simplex", dim }, "simplex"),
  covariance: (x, dim) => {
    requireDims("assume.covariance", nodeOf(x), [dim, prime(dim)]);
    return promise(x, { kind: "covariance", dim }, "covariance");
  },
};
