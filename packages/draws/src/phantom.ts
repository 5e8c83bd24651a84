/** Declare the type-level symbols by which expressions, columns and draws carry their dims; nothing here exists at run time. */

/** Key under which a type holds the union of its dims' names. */
export declare const DIMS: unique symbol;

/** Key of a function type from dims to dims, which makes a type invariant in its dims. */
export declare const EXACT: unique symbol;

/** Anything that has dims: an end of the record that a model returns. */
export interface Leaf {
  readonly [DIMS]: string;
}

/** A record of leaves; records may nest, and names are then dotted: `season.amplitude`. */
export interface Nodes {
  readonly [name: string]: Leaf | Nodes;
}

/** The union of the dims' names of `T`; `never` for a scalar. */
export type DimsOf<T> = T extends { readonly [DIMS]: infer D extends string } ? D : never;
