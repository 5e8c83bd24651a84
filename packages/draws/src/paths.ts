/** Compute with the dotted names of nested records in types: list them, follow them, keep or drop what they name. */
import type { Leaf } from "./phantom.js";

// TypeScript 5.0.4 gives up (TS2589) on `${K}.${Name<V[K]>}` written directly, hence the detour through `infer`.

/** The dotted names of the variables of `V`: `"mu" | "season.amplitude"`. */
export type Name<V> = {
  [K in keyof V & string]: V[K] extends Leaf ? K : Name<V[K]> extends infer N extends string ? `${K}.${N}` : never;
}[keyof V & string];

/** The dotted names of the records inside `V`: `"season"`. */
export type Branch<V> = {
  [K in keyof V & string]: V[K] extends Leaf
    ? never
    : K | (Branch<V[K]> extends infer N extends string ? `${K}.${N}` : never);
}[keyof V & string];

/** What the dotted name `P` means in `V`. */
export type Named<V, P> = P extends keyof V
  ? V[P]
  : P extends `${infer A}.${infer B}`
    ? A extends keyof V
      ? Named<V[A], B>
      : never
    : never;

/** Those of the names `P` that begin with `K.`, without that beginning. */
export type Below<P, K> = K extends string ? (P extends `${K}.${infer R}` ? R : never) : never;

/** `V` less the variables named `P`. Mapped rather than `Omit`, so that editors show variables and no bookkeeping. */
export type Without<V, P> = {
  readonly [K in keyof V as V[K] extends Leaf ? Exclude<K, P> : K]: V[K] extends Leaf
    ? V[K]
    : Without<V[K], Below<P, K>>;
};

/** The part of `V` that the variables and branches named `P` make up. */
export type Only<V, P> = {
  readonly [K in keyof V as K extends P
    ? K
    : V[K] extends Leaf
      ? never
      : [Below<P, K>] extends [never]
        ? never
        : K]: K extends P ? V[K] : Only<V[K], Below<P, K>>;
};

/** The dotted names of `V` that the record `T` holds too; of a variable that was seen in part, `T` holds its missing cells only. */
export type Held<V, T> = {
  [K in keyof V & keyof T & string]: V[K] extends Leaf
    ? T[K] extends { readonly missing: Leaf }
      ? never
      : K
    : Held<V[K], T[K]> extends infer N extends string
      ? `${K}.${N}`
      : never;
}[keyof V & keyof T & string];
