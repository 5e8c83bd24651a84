/** Let a package above say how variables are removed from a posterior: the language itself knows no integrals. */
import type { NamedNode } from "./named.js";

/** What a posterior holds, whatever its types say. */
export interface Conditioned {
  readonly quantities: readonly NamedNode[];
  readonly data: ReadonlyMap<string, Float64Array>;
}

/** A posterior without some variables, which are integrated out. @throws when one of them cannot be. */
export type Marginalizer = (posterior: Conditioned, names: readonly string[]) => Conditioned;

let registered: Marginalizer | undefined;

/** Makes `posterior.marginalize` work; the exact engine does so when it is imported. */
export function registerMarginalizer(marginalizer: Marginalizer): void {
  registered = marginalizer;
}

/** @throws Error when no package that knows how was imported. */
export const withoutVariables: Marginalizer = (posterior, names) => {
  if (registered === undefined)
    throw new Error("marginalize() is done by the exact engine: import credence or @credence/conjugate");
  return registered(posterior, names);
};
