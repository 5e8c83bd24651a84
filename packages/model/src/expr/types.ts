/** Give expressions their types: dims are a union of names, kinds follow arithmetic. */
import type { DIMS, Dim, DimsOf } from "@credence/draws";
import type {
  Binary,
  Category,
  Cholesky,
  Count,
  Covariance,
  Integer,
  Known,
  Positive,
  Real,
  Simplex,
  Unit,
} from "./kinds.js";

export declare const KIND: unique symbol;
export declare const FAMILY: unique symbol;

/** What every input position accepts: two phantom fields and no methods, so that checks stay fast and errors short. */
export interface Node<D extends string = never, K extends Real = Real> {
  readonly [DIMS]: D;
  readonly [KIND]: K;
}

/** A quantity over named dims. Arithmetic broadcasts by name. */
export interface Expr<D extends string = never, K extends Real = Real> extends Node<D, K> {
  add<B extends Arg>(b: B): Expr<D | DimsOf<B>, AddKind<Node<never, K>, B>>;
  sub<B extends Arg>(b: B): Expr<D | DimsOf<B>, SubKind<Node<never, K>, B>>;
  mul<B extends Arg>(b: B): Expr<D | DimsOf<B>, MulKind<Node<never, K>, B>>;
  div<B extends Arg>(b: B): Expr<D | DimsOf<B>, DivKind<Node<never, K>, B>>;
  pow<B extends Arg>(b: B): Expr<D | DimsOf<B>, PowKind<Node<never, K>, B>>;
  /** Look up along a dimension: a `county` vector at a `home` index is a `home` vector. */
  at<Of extends D, E extends string>(index: Index<Of, E>): Expr<Exclude<D, Of> | E, K>;
}

/** For each element over dims D, a label of dim `Of`. */
export interface Index<Of extends string, D extends string> {
  readonly of: Dim<Of>;
  readonly [DIMS]: D;
  /** Positions of the labels, row-major over `axes`; empty when the label is random. */
  readonly positions: Int32Array;
  readonly axes: readonly Dim<string>[];
  /** The expression that gives the position, when it is not known before sampling. */
  readonly random?: Node<string, Real>;
}
/** An index made from a column of labels, with the dim of its distinct labels. */
export interface Factor<C extends string, D extends string> extends Index<C, D> {
  readonly dim: Dim<C>;
}

/** A type error that reads as a sentence. */
export interface DslError<Message extends string> {
  readonly __error: Message;
}

export type Arg = number | Node<string, Real>;
export type Input<K extends Real> = number | Node<string, K>;
// biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim
export type KindOf<T> = T extends Node<any, infer K> ? K : T extends number ? NumberKind<T> : never;
export type NumberKind<T extends number> = number extends T
  ? Known
  : T extends 0 | 1
    ? Binary
    : `${T}` extends `-${string}`
      ? `${T}` extends `${bigint}`
        ? Integer
        : Real
      : `${T}` extends `0.${string}`
        ? Unit
        : `${T}` extends `${bigint}`
          ? Count
          : Positive;

/** Data with a literal number stays data: `percent.div(100)` may well be a probability. */
// biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim
export type Kinds<A, B> = [A, B] extends [number, Node<any, Known>] | [Node<any, Known>, number]
  ? Known
  : KindOf<A> | KindOf<B>;
/** The narrowest kind that holds all of K. Products, choices and mixtures stay inside it. */
export type Join<K> = [K] extends [Known]
  ? Known
  : [K] extends [Binary]
    ? Binary
    : [K] extends [Count]
      ? Count
      : [K] extends [Unit]
        ? Unit
        : [K] extends [Positive]
          ? Positive
          : [K] extends [Integer]
            ? Integer
            : Real;
export type Sums<K> = [K] extends [Known]
  ? Known
  : [K] extends [Count]
    ? Count
    : [K] extends [Positive]
      ? Positive
      : [K] extends [Integer]
        ? Integer
        : Real;
export type Ratio<K> = [K] extends [Known] ? Known : [K] extends [Positive] ? Positive : Real;
export type AddKind<A, B> = Sums<Kinds<A, B>>;
export type SubKind<A, B> = [Kinds<A, B>] extends [infer K]
  ? [K] extends [Known]
    ? Known
    : [A, KindOf<B>] extends [1, Unit]
      ? Unit
      : [K] extends [Integer]
        ? Integer
        : Real
  : never;
export type MulKind<A, B> = Join<Kinds<A, B>>;
export type DivKind<A, B> = Ratio<Kinds<A, B>>;
export type PowKind<A, B> = [KindOf<A>, KindOf<B>] extends [Unit, Positive] | [Count, Count]
  ? Join<KindOf<A>>
  : B extends 2 | 4
    ? Positive
    : Ratio<KindOf<A>>;
/** A bound of zero or more makes a variable positive; [0, 1] makes it a proportion. */
export type Bounded<K, L, U> = Real extends K
  ? [KindOf<L>] extends [Positive]
    ? U extends 1
      ? Unit
      : Positive
    : Real
  : K;
/** Limits of a variable; left out means unbounded. */
export interface Bounds<L, U> {
  readonly lower?: L;
  readonly upper?: U;
}

/** What random variables share: a family. */
export interface RandomNode<D extends string, K extends Real> extends Node<D, K> {
  readonly [FAMILY]: string;
}
/** A random variable: used twice, it is the same variable. */
export interface Variable<D extends string = never, K extends Real = Real> extends Expr<D, K> {
  readonly [FAMILY]: string;
  /** One independent copy for each label of `dim`. */
  over<E extends string>(dim: Dim<E>): Variable<D | E, K>;
}
/** A random variable with a location and a scale. */
export interface LocationScale<D extends string = never> extends Variable<D, Real> {
  over<E extends string>(dim: Dim<E>): LocationScale<D | E>;
  /** Sample the standardised residual instead of the value (for funnels). */
  nonCentered(): LocationScale<D>;
}
export type { Binary, Category, Cholesky, Count, Covariance, Integer, Known, Positive, Real, Simplex, Unit };
