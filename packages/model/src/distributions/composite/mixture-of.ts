/** Mix a list of families, of which each may have its own parameters. */
import { randomCategorical } from "@credence/math";
import type { ExprNode } from "../../expr/node.js";
import type { Family, ScalarFamily, Tails } from "../../expr/records.js";
import { unit } from "../../support.js";
import { compositeName, registerCombinator } from "../registry.js";
import { drawOf, requirementsOf, type Slice } from "./composite.js";
import { guardedDensity } from "./guarded.js";
import { hull, logSumExpOf, logWeight } from "./mixture-densities.js";

/** Gives each component its own slice of what follows the weights. */
function distribute<T, R>(
  slices: readonly Slice[],
  all: readonly T[],
  use: (base: Family, own: readonly T[], k: number) => R,
): R[] {
  return slices.map(({ family, from }, k) => use(family, all.slice(from, from + family.parameters.length), k));
}

/** The family of mixtures of these: one weight for each, then the parameters of each. */
export function mixtureOfFamily(bases: readonly ScalarFamily[]): ScalarFamily {
  const slices = bases.map((family, k) => ({
    family,
    from: bases.slice(0, k).reduce((count, { parameters }) => count + parameters.length, bases.length),
  }));
  const supportOf = (all: readonly ExprNode[]) => hull(distribute(slices, all, (base, own) => base.support(own, [])));
  const summed = (all: readonly ExprNode[], term: (base: Family, own: readonly ExprNode[]) => ExprNode): ExprNode =>
    logSumExpOf(distribute(slices, all, (base, own, k) => logWeight(all[k] as ExprNode).add(term(base, own))));
  const numbers = (all: readonly number[], of: (base: ScalarFamily, own: readonly number[]) => number): number =>
    distribute(slices, all, (base, own, k) => (all[k] as number) * of(base as ScalarFamily, own)).reduce(
      (a, b) => a + b,
      0,
    );
  const mean = (...all: readonly number[]): number => numbers(all, (base, own) => (base.mean as Moment)(...own));
  const haveTails = bases.every(({ tails }) => tails !== undefined);
  return {
    name: compositeName("mixture_of", bases),
    constructorName: `mixture(${bases.map((base) => base.constructorName).join(", ")})`,
    event: "scalar",
    parameters: [
      ...bases.map((_, k) => ({ name: `weight ${k + 1}`, support: unit })),
      ...bases.flatMap(({ parameters }) => parameters),
    ],
    ...requirementsOf(slices),
    support: supportOf,
    logDensity: (x, ...all) => {
      const known = supportOf(all);
      return summed(all, (base, own) => guardedDensity(base, x, own, known));
    },
    ...(haveTails ? { tails: tailsOf(summed) } : {}),
    random: (rng, ...all) => {
      const chosen = randomCategorical(rng, Float64Array.from(all.slice(0, bases.length)));
      const { family, from } = slices[chosen] as Slice;
      return drawOf(family)(rng, ...all.slice(from, from + family.parameters.length));
    },
    ...(bases.every((base) => base.cdf !== undefined && base.sf !== undefined)
      ? {
          cdf: (x, ...all) => numbers(all, (base, own) => (base.cdf as At)(x, ...own)),
          sf: (x, ...all) => numbers(all, (base, own) => (base.sf as At)(x, ...own)),
        }
      : {}),
    ...(bases.every((base) => base.mean !== undefined) ? { mean } : {}),
    ...(bases.every((base) => base.mean !== undefined && base.variance !== undefined)
      ? {
          // within and between components
          variance: (...all) => {
            const center = mean(...all);
            return numbers(all, (base, own) => {
              const away = (base.mean as Moment)(...own) - center;
              return (base.variance as Moment)(...own) + away * away;
            });
          },
        }
      : {}),
  };
}
type Moment = (...parameters: readonly number[]) => number;
type At = (x: number, ...parameters: readonly number[]) => number;

function tailsOf(
  summed: (all: readonly ExprNode[], term: (base: Family, own: readonly ExprNode[]) => ExprNode) => ExprNode,
): Tails {
  return {
    logBelow: (x, ...all) => summed(all, ({ tails }, own) => (tails as Tails).logBelow(x, ...own)),
    logAbove: (x, ...all) => summed(all, ({ tails }, own) => (tails as Tails).logAbove(x, ...own)),
  };
}

registerCombinator("mixture_of", (bases) => mixtureOfFamily(bases as readonly ScalarFamily[]));
