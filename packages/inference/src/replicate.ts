/** Draw the observed variables of a posterior over again, once for each draw of a trace. */
import type { Replicates } from "@credence/diagnostics";
import { type AnyTrace, cellOf, nest, pointsOf } from "@credence/draws";
import type { AnyPosterior } from "./given.js";
import { latentDraws } from "./latent-draws.js";
import { predict } from "./predict.js";

/** @throws Error when the trace lacks a latent variable of the posterior, TypeError when nothing is observed. */
export function replicates(verb: string, posterior: AnyPosterior, trace: AnyTrace, seed: number): Replicates {
  const observed = posterior.quantities.flatMap(({ name, node: { axes } }) => {
    const values = posterior.data.get(name);
    return values === undefined ? [] : [{ name, axes, values }];
  });
  if (observed.length === 0) throw new TypeError(`${verb}: nothing is observed, so there is nothing to predict again`);
  latentDraws(verb, posterior, trace);
  const replicated = predict({ quantities: posterior.quantities } as never, trace as never, { seed }) as AnyTrace;
  return {
    observed,
    data: nest(observed.map(({ name, axes, values }) => [name, cellOf(axes, values)])),
    replicated,
    pointAt: pointsOf(replicated as never) as (draw: number) => unknown,
  };
}
