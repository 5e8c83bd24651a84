/** Say what is known of a rate when a filter starts, and make the belief of an engine from it. */
import { requirePositive, requireRate } from "../check.js";
import { betaMixture } from "../laws/mixture.js";
import type { Basis } from "../polynomials/basis.js";
import type { Parameters } from "../process/parameters.js";
import { type Belief, knownBelief } from "./belief.js";
import { type EngineName, engines } from "./engines.js";
import { mixtureFrom, moranBelief } from "./moran.js";

/** A beta distribution, or a rate that is known exactly. */
export type Start = { readonly alpha: number; readonly beta: number } | { readonly at: number };

/** What an engine believes at the start: the stationary law unless told otherwise. @throws RangeError when it cannot be */
export function startOf(process: Parameters, basis: Basis, name: EngineName, start: Start = process): Belief {
  const engine = engines[name];
  if (engine === undefined)
    throw new RangeError(`filter: no engine is named "${String(name)}"; known are ${Object.keys(engines).join(", ")}`);
  if ("at" in start) {
    requireRate(start.at, "filter: start.at");
    const { known } = engine;
    if (known === undefined)
      throw new RangeError(
        `filter: the engine "${name}" cannot start from a known rate; use "spectral", "moran" or "moments", or start from a beta distribution`,
      );
    return knownBelief(start.at, (dt) => known(process, basis, start.at, dt));
  }
  return engine.counted(process, basis, ...countsOf(process, start));
}

/** The successes and failures that make the stationary law a beta distribution; they need not be whole or positive. */
function countsOf(process: Parameters, { alpha, beta }: { alpha: number; beta: number }): [number, number] {
  requirePositive(alpha, "filter: start.alpha");
  requirePositive(beta, "filter: start.beta");
  return [whole(alpha - process.alpha), whole(beta - process.beta)];
}

/** A start as a mixture that counts lineages, so that it has few components after a time. */
export const lineagesStart = (process: Parameters, start: Start): Belief =>
  "at" in start
    ? knownBelief(start.at, (dt) => moranBelief(process, mixtureFrom(process, start.at, dt), "lineages"))
    : moranBelief(process, betaMixture(process, ...countsOf(process, start)), "lineages");

/** A difference of two shapes that is a whole number but for their rounding. */
const whole = (count: number): number => (Math.abs(count - Math.round(count)) < 1e-12 ? Math.round(count) : count);
