/** Censor a distribution: of values beyond a limit only that is known, and the limit stands for them. */
import type { DimsOf } from "@credence/draws";
import type { Rng } from "@credence/math";
import type { ExprNode } from "../../expr/node.js";
import { ge, le, where } from "../../expr/raw.js";
import type { Family, ScalarFamily } from "../../expr/records.js";
import type { Arg, Bounds, RandomNode, Real, Variable } from "../../expr/types.js";
import { isDiscrete } from "../../support.js";
import { compositeName, registerCombinator } from "../registry.js";
import { boundParameters, limited, limitsInOrder, limitsOf, splitLimits } from "./bounds-of.js";
import { axesWith, compositeVariable, type Drawn, drawOf, requirementsOf, single } from "./composite.js";
import { consume } from "./consume.js";
import { withTails } from "./families-with-tails.js";
import { guarded, guardedDensity } from "./guarded.js";
import { tailsWithin } from "./tails-within.js";

const isInfinite = ({ operation }: ExprNode): boolean =>
  operation.op === "constant" && Math.abs(operation.value) === Infinity;

/** The family with limits, which come after the parameters of the base. @throws TypeError when it has no tails. */
export function censoredFamily(base: Family): Family {
  const tails = tailsWithin(base);
  if (tails === undefined) throw new TypeError(withTails("censored", base));
  const draw = drawOf(base);
  const supportOf = (all: readonly ExprNode[]) => {
    const { parameters, lower, upper } = splitLimits(all);
    return limited(base.support(parameters, []), lower, upper);
  };
  const clamped = (x: number, [lower, upper]: readonly number[]): number =>
    Math.min(Math.max(x, lower as number), upper as number);
  const { cdf, sf, quantile, upperQuantile } = base as Partial<ScalarFamily>;
  return {
    name: compositeName("censored", [base]),
    constructorName: `censored(${base.constructorName})`,
    event: base.event,
    ...(isDiscrete(base.support([], [])) ? {} : { mixed: true }),
    parameters: [...base.parameters, ...boundParameters],
    ...requirementsOf([{ family: base, from: 0 }], limitsInOrder({ kind: "real" })),
    support: supportOf,
    logDensity: (x: ExprNode, ...all: readonly ExprNode[]) => {
      const { parameters, lower, upper } = splitLimits(all);
      const inner = guarded(
        x,
        base.support(parameters, []),
        (inside) => guardedDensity(base, inside, parameters, base.support(parameters, [])),
        supportOf(all),
      );
      const below = isInfinite(lower) ? inner : where(le(x, lower), tails.logUpTo(lower, parameters), inner);
      return isInfinite(upper) ? below : where(ge(x, upper), tails.logFrom(upper, parameters), below);
    },
    random: (rng: Rng, ...all: readonly Drawn[]) => clamped(draw(rng, ...all.slice(0, -2)), all.slice(-2).map(single)),
    ...(cdf === undefined || base.event !== "scalar"
      ? {}
      : {
          cdf: (x: number, ...all: readonly number[]) =>
            x < (all.at(-2) as number) ? 0 : x >= (all.at(-1) as number) ? 1 : cdf(x, ...all.slice(0, -2)),
        }),
    ...(sf === undefined || base.event !== "scalar"
      ? {}
      : {
          sf: (x: number, ...all: readonly number[]) =>
            x < (all.at(-2) as number) ? 1 : x >= (all.at(-1) as number) ? 0 : sf(x, ...all.slice(0, -2)),
        }),
    ...(quantile === undefined || upperQuantile === undefined
      ? {}
      : {
          quantile: (p: number, ...all: readonly number[]) => clamped(quantile(p, ...all.slice(0, -2)), all.slice(-2)),
          upperQuantile: (p: number, ...all: readonly number[]) =>
            clamped(upperQuantile(p, ...all.slice(0, -2)), all.slice(-2)),
        }),
  } as Family;
}

registerCombinator("censored", ([base]) => censoredFamily(base as Family));

/**
 * `base` as seen through an instrument that stops at `lower` and at `upper`, of which one may be left out: a value at a
 * limit stands for one there or beyond, and has that probability; other values have the density of the base. For
 * observations: as a latent variable it would have probabilities and densities at once. The base is consumed: it is a
 * distribution here and no variable.
 * @throws TypeError when the language has no function for the base's cdf, or it was consumed before; RangeError when
 *   limits that are data are in the wrong order.
 */
export function censored<D extends string, K extends Real, L extends Arg = -1, U extends Arg = 2>(
  base: RandomNode<D, K>,
  bounds: Bounds<L, U>,
): Variable<D | DimsOf<L | U>, K> {
  const taken = consume(base, "censored");
  const limits = limitsOf("censored", taken.family, bounds);
  return compositeVariable(censoredFamily(taken.family), [...taken.args, ...limits], axesWith(taken, limits));
}
