/** Draw the observed variables of a posterior over again, once for each draw of a trace. */
import { type AnyTrace, cellOf, nest, pointsOf } from "@credence/draws";
import type { NamedNode } from "@credence/model";
import type { AnyPosterior } from "./given.js";
import { latentDraws } from "./latent-draws.js";
import { predict } from "./predict.js";

/** What was seen, and what might have been seen instead. */
export interface Replicates {
  readonly observed: readonly NamedNode[];
  /** The data as a point: numbers and labelled values by name. */
  readonly data: unknown;
  /** Draws of the observed variables: what `predict` answers. */
  readonly replicated: AnyTrace;
  /** A replicate as a point, by the number of its draw. */
  pointAt(draw: number): unknown;
}

/** @throws Error when the trace lacks a latent variable of the posterior, TypeError when nothing is observed. */
export function replicates(verb: string, posterior: AnyPosterior, trace: AnyTrace, seed: number): Replicates {
  const observed = posterior.quantities.filter(({ name }) => posterior.data.has(name));
  if (observed.length === 0) throw new TypeError(`${verb}: nothing is observed, so there is nothing to predict again`);
  latentDraws(verb, posterior, trace);
  const replicated = predict({ quantities: posterior.quantities } as never, trace as never, { seed }) as AnyTrace;
  return {
    observed,
    data: nest(observed.map(({ name, node }) => [name, cellOf(node.axes, posterior.data.get(name) as Float64Array)])),
    replicated,
    pointAt: pointsOf(replicated as never) as (draw: number) => unknown,
  };
}
