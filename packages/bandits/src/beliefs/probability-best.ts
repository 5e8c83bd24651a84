/** Integrate the probability that each of several independent arms is the best, from their quantiles and distribution functions. */
import { exp, gaussLegendre, logit } from "@credence/math";
import type { ArmLaw } from "./types.js";

/** What is read of a law. */
type Read<State> = Pick<ArmLaw<State>, "cdf" | "quantile" | "upperQuantile">;

/** Log odds at which every arm's distribution function cuts the range of integration: between two of them it is smooth. */
const cuts = [-36, -24, -16, -10, -6, -3, -1.5, 0, 1.5, 3, 6, 10, 16, 24, 36];

/**
 * For each arm i, ∫₀¹ ∏_{j≠i} F_j(Q_i(u)) du: the probability that its mean reward is the largest. By Gauss-Legendre rules
 * in logit(u) between the quantiles of all arms, so that an arm much sharper than another is not stepped over.
 */
export function probabilityBest<State>(law: Read<State>, states: readonly State[]): Float64Array {
  const valueAt = (z: number, state: State): number =>
    z < 0 ? law.quantile(exp(z) / (1 + exp(z)), state) : law.upperQuantile(exp(-z) / (1 + exp(-z)), state);
  const values = states.flatMap((state) => cuts.map((z) => valueAt(z, state)));
  return Float64Array.from(states, (state, arm) => {
    const others = states.filter((_, other) => other !== arm);
    const density = (z: number): number => {
      const tail = exp(-Math.abs(z)) / (1 + exp(-Math.abs(z)));
      const x = valueAt(z, state);
      return others.reduce((mass, other) => mass * law.cdf(x, other), tail * (1 - tail));
    };
    const [least, most] = [cuts[0] as number, cuts.at(-1) as number];
    const ends = [...cuts, ...values.map((x) => logit(law.cdf(x, state)))].filter((z) => z >= least && z <= most);
    const sorted = [...new Set(ends)].sort((a, b) => a - b);
    return sorted.slice(1).reduce((sum, end, k) => sum + gaussLegendre(density, sorted[k] as number, end), 0);
  });
}
