/** The uniform distribution on whole numbers, or on the labels of a dim. */
import type { Dim, DimsOf } from "@credence/draws";
import { log } from "@credence/math";
import { dataNode } from "../expr/node.js";
import { le, log as logOf } from "../expr/raw.js";
import type { Arg, Category, Count, Integer, KindOf, Positive, Variable } from "../expr/types.js";
import type { Support } from "../support.js";
import { boundOf } from "./bounds.js";
import { categoricalAlong } from "./categorical.js";
import { discreteQuantile, discreteUpperQuantile } from "./discrete.js";
import { type ScalarFamily, variable } from "./types.js";

const whole: Support = { kind: "integer" };

const share = (part: number, whole: number): number => Math.min(Math.max(part / whole, 0), 1);
const cdf = (k: number, lower: number, upper: number): number => share(Math.floor(k) - lower + 1, upper - lower + 1);
const sf = (k: number, lower: number, upper: number): number => share(upper - Math.floor(k), upper - lower + 1);

export const discreteUniformFamily: ScalarFamily = {
  name: "discrete_uniform",
  constructorName: "discreteUniform",
  event: "scalar",
  parameters: [
    { name: "lower", support: whole },
    { name: "upper", support: whole },
  ],
  requires: { text: "lower at most upper", holds: (lower, upper) => le(lower, upper) },
  support: ([lower, upper]) =>
    lower === undefined || upper === undefined
      ? whole
      : { kind: "integer", lower: boundOf(lower), upper: boundOf(upper) },
  logDensity: (k, lower, upper) => k.mul(0).sub(logOf(upper.sub(lower).add(1))),
  random: (rng, lower, upper) => lower + Math.floor(rng.uniform() * (upper - lower + 1)),
  mean: (lower, upper) => lower + (upper - lower) / 2,
  variance: (lower, upper) => ((upper - lower) * (upper - lower + 2)) / 12,
  entropy: (lower, upper) => log(upper - lower + 1),
  cdf,
  sf,
  logCdf: (k, lower, upper) => log(cdf(k, lower, upper)),
  logSf: (k, lower, upper) => log(sf(k, lower, upper)),
  quantile: (p, lower, upper) =>
    discreteQuantile(p, (lower + upper) / 2, upper - lower, [lower, upper], (k) => cdf(k, lower, upper)),
  upperQuantile: (p, lower, upper) =>
    discreteUpperQuantile(p, (lower + upper) / 2, upper - lower, [lower, upper], (k) => sf(k, lower, upper)),
};

/** Any label of a dim, all equally likely. */
export function discreteUniform<D extends string>(over: Dim<D>): Variable<never, Category<D>>;
/** Whole numbers from `lower` to `upper`, both included, all equally likely. */
export function discreteUniform<L extends Arg, U extends Arg>(
  lower: L,
  upper: U,
): Variable<DimsOf<L | U>, [KindOf<L>] extends [Positive] ? Count : Integer>;
export function discreteUniform(lower: Dim<string> | Arg, upper?: Arg): unknown {
  if (typeof lower === "object" && lower !== null && "labels" in lower)
    return categoricalAlong(lower, dataNode([lower], new Float64Array(lower.size).fill(1 / lower.size)));
  return variable(discreteUniformFamily, [lower, upper as Arg]);
}
