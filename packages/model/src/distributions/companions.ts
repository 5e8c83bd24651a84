/** Give a family in other parameters the plain-number functions of the family that it is a case of. */
import type { ScalarFamily } from "./types.js";

type Companions = Required<
  Pick<
    ScalarFamily,
    | "random"
    | "mean"
    | "variance"
    | "entropy"
    | "mode"
    | "cdf"
    | "sf"
    | "logCdf"
    | "logSf"
    | "quantile"
    | "upperQuantile"
  >
>;

/** The functions of `family`, where `to` turns the new parameters into those that it wants. */
export function companionsOf(
  family: ScalarFamily,
  to: (...parameters: readonly number[]) => readonly number[],
): Companions {
  const all = family as Required<ScalarFamily>;
  return {
    random: (rng, ...parameters) => all.random(rng, ...to(...parameters)),
    mean: (...parameters) => all.mean(...to(...parameters)),
    variance: (...parameters) => all.variance(...to(...parameters)),
    entropy: (...parameters) => all.entropy(...to(...parameters)),
    mode: (...parameters) => all.mode(...to(...parameters)),
    cdf: (x, ...parameters) => all.cdf(x, ...to(...parameters)),
    sf: (x, ...parameters) => all.sf(x, ...to(...parameters)),
    logCdf: (x, ...parameters) => all.logCdf(x, ...to(...parameters)),
    logSf: (x, ...parameters) => all.logSf(x, ...to(...parameters)),
    quantile: (p, ...parameters) => all.quantile(p, ...to(...parameters)),
    upperQuantile: (p, ...parameters) => all.upperQuantile(p, ...to(...parameters)),
  };
}
