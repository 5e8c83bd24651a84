/** Type what users may say about the variables of a model: values for them, and their names by kind. */
import type { DimsOf, Held, Labelled, Leaf, Without } from "@credence/draws";
import type { Column } from "./data/column.js";
import type { Category } from "./expr/kinds.js";
import type {
  Binary,
  DslError,
  FAMILY,
  Index,
  Integer,
  KindOf,
  Node,
  RandomNode,
  Real,
  Variable,
} from "./expr/types.js";
import type { Incomplete } from "./missing/impute.js";

/** Names of random variables whose kind is T. */
export type OfKind<V, T> = {
  // biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim
  [K in keyof V & string]: V[K] extends RandomNode<any, infer X>
    ? [X] extends [T]
      ? K
      : never
    : V[K] extends Leaf
      ? never
      : OfKind<V[K], T> extends infer N extends string
        ? `${K}.${N}`
        : never;
}[keyof V & string];
export type Stochastic<V> = OfKind<V, Real>;
export type Discrete<V> = OfKind<V, Integer>;
// biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim
export type Finite<V> = OfKind<V, Binary | Category<any>>;

/**
 * Names of variables that can be named to be integrated out: finite and normal ones, and groups along dims. Single rates
 * and spreads, which save one dimension each, go with all others.
 */
export type Integrable<V> = {
  // biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim
  [K in keyof V & string]: V[K] extends RandomNode<any, infer X>
    ? // biome-ignore lint/suspicious/noExplicitAny: the same
      [X] extends [Binary | Category<any>]
      ? K
      : V[K] extends { nonCentered(): unknown }
        ? K
        : [DimsOf<V[K]>] extends [never]
          ? never
          : K
    : V[K] extends Leaf
      ? never
      : Integrable<V[K]> extends infer N extends string
        ? `${K}.${N}`
        : never;
}[keyof V & string];

export type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
/** A random label may be given by its text, or as an index into its dim. */
export type LabelText<T> = [KindOf<T>] extends [Category<string>] ? string : never;
export type LabelIndex<T> = KindOf<T> extends Category<infer C> ? Index<C, DimsOf<T>> : never;
/** What is left to be known after observing: variables that were not, and the missing cells of those that were in part. */
export type Latent<V, O> = [Imputed<V, O>] extends [never]
  ? Without<V, Held<V, O>>
  : Without<V, Held<V, O>> & MissingOf<V, O>;
/** The dotted names of variables whose missing cells are to be imputed. */
export type Imputed<V, O> = {
  [K in keyof V & keyof O & string]: V[K] extends Leaf
    ? O[K] extends Incomplete<"impute">
      ? K
      : never
    : Imputed<V[K], O[K]> extends infer N extends string
      ? `${K}.${N}`
      : never;
}[keyof V & keyof O & string];
/** The missing cells of imputed variables, as `y.missing` along the dim `y_missing`. */
export type MissingOf<V, O, P extends string = ""> = {
  readonly [K in keyof V & keyof O & string as V[K] extends Leaf
    ? O[K] extends Incomplete<"impute">
      ? K
      : never
    : [Imputed<V[K], O[K]>] extends [never]
      ? never
      : K]: V[K] extends Leaf
    ? { readonly missing: Variable<`${P}${K}_missing`, KindOf<V[K]>> }
    : MissingOf<V[K], O[K], `${P}${K}_`>;
};

/** What a value of this expression looks like outside a model: a plain array only where there is a single dim. */
export type Value<T> = [DimsOf<T>] extends [never]
  ? number | LabelText<T>
  :
      | Column<DimsOf<T>>
      | Labelled<DimsOf<T>>
      | LabelIndex<T>
      | Incomplete
      | (IsUnion<DimsOf<T>> extends true ? never : ArrayLike<number> | readonly LabelText<T>[]);
/** Values for some of the random variables, nested like the returned record. */
export type Values<V> = {
  // biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim and kind
  readonly [K in keyof V as V[K] extends Leaf ? (V[K] extends RandomNode<any, any> ? K : never) : K]?: V[K] extends Leaf
    ? Value<V[K]>
    : Values<V[K]>;
};
/** Data that were computed, as `log(column(day, y))`: an expression, but no random variable. */
export type ComputedData<T> = [KindOf<T>] extends [Category<string>]
  ? never
  : Node<DimsOf<T>> & { readonly [FAMILY]?: never };
/** The same, where values may be computed. */
export type Observations<V> = {
  // biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim and kind
  readonly [K in keyof V as V[K] extends Leaf ? (V[K] extends RandomNode<any, any> ? K : never) : K]?: V[K] extends Leaf
    ? Value<V[K]> | ComputedData<V[K]>
    : Observations<V[K]>;
};
/** Puts a sentence in place of every key that is no random variable of V, or of other dims. */
export type Checked<V, O> = {
  // biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim and kind
  readonly [K in keyof O]: At<V, K> extends RandomNode<any, any>
    ? O[K] extends Node<infer D>
      ? [DimsOf<At<V, K>>] extends [D]
        ? unknown
        : DslError<`'${K & string}' varies along other dims than the values given for it`>
      : unknown
    : At<V, K> extends Leaf
      ? DslError<`'${K & string}' is not a random variable of this model`>
      : Checked<At<V, K>, O[K]>;
};
/** What V holds under K; any leaf where it holds nothing. */
export type At<V, K> = K extends keyof V ? V[K] : Leaf;
