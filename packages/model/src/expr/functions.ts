/** Give users the language's functions with dims and kinds in their types. */
import type { Dim, DimsOf } from "@credence/draws";
import { ExprNode, nodeOf, renameAxis, cumulativeSum as runningSum, typed } from "./node.js";
import * as raw from "./raw.js";
import type {
  AddKind,
  Arg,
  Binary,
  Count,
  DivKind,
  Expr,
  Input,
  Integer,
  Join,
  KindOf,
  MulKind,
  Node,
  Positive,
  PowKind,
  Ratio,
  Real,
  Simplex,
  SubKind,
  Sums,
  Unit,
} from "./types.js";

/** a + b, broadcast by name. */
export const add = <A extends Arg, B extends Arg>(a: A, b: B): Expr<DimsOf<A | B>, AddKind<A, B>> =>
  typed(raw.add(nodeOf(a), nodeOf(b)));
/** a − b. */
export const sub = <A extends Arg, B extends Arg>(a: A, b: B): Expr<DimsOf<A | B>, SubKind<A, B>> =>
  typed(raw.sub(nodeOf(a), nodeOf(b)));
/** a · b. */
export const mul = <A extends Arg, B extends Arg>(a: A, b: B): Expr<DimsOf<A | B>, MulKind<A, B>> =>
  typed(raw.mul(nodeOf(a), nodeOf(b)));
/** a / b. */
export const div = <A extends Arg, B extends Arg>(a: A, b: B): Expr<DimsOf<A | B>, DivKind<A, B>> =>
  typed(raw.div(nodeOf(a), nodeOf(b)));
/** a to the power b. */
export const pow = <A extends Arg, B extends Arg>(a: A, b: B): Expr<DimsOf<A | B>, PowKind<A, B>> =>
  typed(raw.pow(nodeOf(a), nodeOf(b)));
/** The larger of two; the gradient goes to the larger (to the first when equal). */
export const max = <A extends Arg, B extends Arg>(
  a: A,
  b: B,
): Expr<
  DimsOf<A | B>,
  KindOf<A> extends Positive ? Positive : KindOf<B> extends Positive ? Positive : Join<KindOf<A | B>>
> => typed(raw.max(nodeOf(a), nodeOf(b)));
/** The smaller of two; the gradient goes to the smaller (to the first when equal). */
export const min = <A extends Arg, B extends Arg>(a: A, b: B): Expr<DimsOf<A | B>, Join<KindOf<A | B>>> =>
  typed(raw.min(nodeOf(a), nodeOf(b)));

/** The exponential function. */
export const exp = <A extends Arg>(x: A): Expr<DimsOf<A>, Positive> => typed(raw.exp(nodeOf(x)));
/** The natural logarithm. */
export const log = <A extends Input<Positive>>(x: A): Expr<DimsOf<A>, Real> => typed(raw.log(nodeOf(x)));
/** log(1 + x), precise near 0. */
export const log1p = <A extends Arg>(x: A): Expr<DimsOf<A>, Ratio<KindOf<A>>> => typed(raw.log1p(nodeOf(x)));
/** exp(x) − 1, precise near 0. */
export const expm1 = <A extends Arg>(x: A): Expr<DimsOf<A>, Ratio<KindOf<A>>> => typed(raw.expm1(nodeOf(x)));
/** The square root. */
export const sqrt = <A extends Input<Positive>>(x: A): Expr<DimsOf<A>, KindOf<A> extends Unit ? Unit : Positive> =>
  typed(raw.sqrt(nodeOf(x)));
/** The absolute value; its gradient at 0 is taken as 0. */
export const abs = <A extends Arg>(
  x: A,
): Expr<DimsOf<A>, KindOf<A> extends Unit ? Unit : KindOf<A> extends Integer ? Count : Positive> =>
  typed(raw.abs(nodeOf(x)));
/** The sine, x in radians. */
export const sin = <A extends Arg>(x: A): Expr<DimsOf<A>, Real> => typed(raw.sin(nodeOf(x)));
/** The cosine, x in radians. */
export const cos = <A extends Arg>(x: A): Expr<DimsOf<A>, Real> => typed(raw.cos(nodeOf(x)));
/** The hyperbolic tangent. */
export const tanh = <A extends Arg>(x: A): Expr<DimsOf<A>, Real> => typed(raw.tanh(nodeOf(x)));
/** 1 / (1 + exp(−x)): a log-odds as a probability. */
export const invLogit = <A extends Arg>(x: A): Expr<DimsOf<A>, Unit> => typed(raw.invLogit(nodeOf(x)));
/** log(p / (1 − p)): a probability as log-odds. */
export const logit = <A extends Input<Unit>>(x: A): Expr<DimsOf<A>, Real> => typed(raw.logit(nodeOf(x)));
/** 1 − p, known to be a proportion. */
export const complement = <A extends Input<Unit>>(p: A): Expr<DimsOf<A>, Unit> => typed(raw.sub(1, nodeOf(p)));
/** log Γ(x). */
export const lgamma = <A extends Input<Positive>>(x: A): Expr<DimsOf<A>, Real> => typed(raw.lgamma(nodeOf(x)));

/** The sum along `dim`. */
export const sum = <E extends string, D extends E, K extends Real>(
  x: Node<E, K>,
  dim: Dim<D>,
): Expr<Exclude<E, D>, Sums<K>> => typed(raw.sum(nodeOf(x), dim));
/** Running sums along `dim`: the first value, the first two, …; from the end when `reverse`. */
export const cumulativeSum = <E extends string, D extends E, K extends Real>(
  x: Node<E, K>,
  dim: Dim<D>,
  { reverse = false }: { readonly reverse?: boolean } = {},
): Expr<E, Sums<K>> => typed(runningSum(nodeOf(x), dim, reverse));
/** The mean along `dim`. */
export const mean = <E extends string, D extends E, K extends Real>(
  x: Node<E, K>,
  dim: Dim<D>,
): Expr<Exclude<E, D>, K extends Unit ? Unit : Ratio<K>> => typed(raw.mean(nodeOf(x), dim));
/** log Σ exp(x) along `dim`, without overflow. */
export const logSumExp = <E extends string, D extends E>(x: Node<E, Real>, dim: Dim<D>): Expr<Exclude<E, D>, Real> =>
  typed(raw.logSumExp(nodeOf(x), dim));
/** exp(x) / Σ exp(x) along `dim`: proportions that sum to one. */
export const softmax = <D extends string, E extends string>(x: Node<E, Real>, dim: Dim<D>): Expr<E, Simplex<D>> => {
  const proportions = raw.softmax(nodeOf(x), dim);
  return typed(
    new ExprNode(proportions.operation, proportions.args, proportions.axes, { lower: 0, upper: 1, integer: false }),
  );
};

/** A comparison of two quantities, label by label: 1 where it holds, else 0. */
export type Compare = <A extends Arg, B extends Arg>(a: A, b: B) => Expr<DimsOf<A | B>, Binary>;
const comparison =
  (compare: (a: ExprNode, b: ExprNode) => ExprNode): Compare =>
  (a, b) =>
    typed(compare(nodeOf(a), nodeOf(b)));
/** 1 where a > b, else 0. */
export const gt: Compare = comparison(raw.gt);
/** 1 where a ≥ b, else 0. */
export const ge: Compare = comparison(raw.ge);
/** 1 where a < b, else 0. */
export const lt: Compare = comparison(raw.lt);
/** 1 where a ≤ b, else 0. */
export const le: Compare = comparison(raw.le);
/** 1 where a = b, else 0. */
export const eq: Compare = comparison(raw.eq);
/** `yes` where the condition holds, else `no`: the branch that does not hold leaves no trace in the gradient. */
export const where = <C extends Input<Binary>, A extends Arg, B extends Arg>(
  condition: C,
  yes: A,
  no: B,
): Expr<DimsOf<C | A | B>, Join<KindOf<A | B>>> => typed(raw.where(nodeOf(condition), nodeOf(yes), nodeOf(no)));

/** The same values along another dim with as many labels. */
export const rename = <D extends string, From extends D, To extends string, K extends Real>(
  x: Node<D, K>,
  from: Dim<From>,
  to: Dim<To>,
): Expr<Exclude<D, From> | To, K> => typed(renameAxis(nodeOf(x), from, to));
