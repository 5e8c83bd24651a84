/** The geometric distribution of trials up to and with the first success. */
import type { DimsOf } from "@credence/draws";
import type { Count, Input, Unit, Variable } from "../expr/types.js";
import { tailsAt } from "./composite/tails-by.js";
import { geometricFamily } from "./geometric.js";
import { type ScalarFamily, variable } from "./types.js";

const failures = geometricFamily as Required<ScalarFamily>;

export const geometric1Family: ScalarFamily = {
  name: "geometric1",
  constructorName: "geometric1",
  event: "scalar",
  parameters: failures.parameters,
  requires: failures.requires,
  support: () => ({ kind: "integer", lower: 1 }),
  logDensity: (k, p) => failures.logDensity(k.sub(1), p),
  tails: tailsAt(failures.tails, (k) => k.sub(1)),
  random: (rng, p) => failures.random(rng, p) + 1,
  mean: (p) => 1 / p,
  variance: failures.variance,
  entropy: failures.entropy,
  mode: () => 1,
  cdf: (k, p) => failures.cdf(k - 1, p),
  sf: (k, p) => failures.sf(k - 1, p),
  logCdf: (k, p) => failures.logCdf(k - 1, p),
  logSf: (k, p) => failures.logSf(k - 1, p),
  quantile: (q, p) => failures.quantile(q, p) + 1,
  upperQuantile: (q, p) => failures.upperQuantile(q, p) + 1,
};

/** Trials until the first success, that one included, each succeeding with probability `p` in (0, 1]: values 1, 2, 3, … */
export function geometric1<P extends Input<Unit>>(p: P): Variable<DimsOf<P>, Count> {
  return variable(geometric1Family, [p]);
}
