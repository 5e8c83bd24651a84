/** Quantities that are either zero or not: zero with some probability, else a draw from what the base says of other values. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1p } from "@credence/math";
import { constant, type ExprNode, nodeOf } from "../../expr/node.js";
import { eq, log1mExp, lt, where } from "../../expr/raw.js";
import type { Family, Requirement, ScalarFamily, Support } from "../../expr/records.js";
import type { Input, Positive, RandomNode, Unit, Variable } from "../../expr/types.js";
import { isDiscrete, unit } from "../../support.js";
import { compositeName, registerCombinator } from "../registry.js";
import { axesWith, compositeVariable, type Drawn, drawOf, requirementsOf, single } from "./composite.js";
import { consume } from "./consume.js";
import { countSummaries } from "./count-summaries.js";
import { guardedDensity } from "./guarded.js";
import { byZero, type ZeroShare } from "./zero-share.js";

/** How often a base that has no quantiles may draw zero before a draw is given up. */
const mostTries = 1e6;

function supportWithZero(support: Support): Support {
  if (support.kind === "integer") return { ...support, lower: 0 };
  return support.kind === "interval" ? { ...support, lower: 0, closed: true } : support;
}

/** The family of hurdles over a family of positive numbers; its first parameter is the share, the others are the base's. */
export function hurdleFamily(base: Family, share: ZeroShare = byZero): Family {
  const discrete = isDiscrete(base.support([], []));
  const nonZero = nonZeroDraw(base, discrete);
  const core = {
    name: compositeName("hurdle", [base]),
    constructorName: `hurdle(${base.constructorName})`,
    event: base.event,
    ...(discrete ? {} : { mixed: true }),
    parameters: [{ name: share.parameter, support: unit }, ...base.parameters],
    ...requirementsOf([{ family: base, from: 1 }], discrete ? aboveZero(base) : undefined),
    support: ([, ...parameters]: readonly ExprNode[]) => supportWithZero(base.support(parameters, [])),
    logDensity: (x: ExprNode, p: ExprNode, ...parameters: readonly ExprNode[]) => {
      const zero = eq(x, 0);
      const known = base.support(parameters, []);
      // at zero the base is not asked, as its density may be infinite there
      const elsewhere = guardedDensity(base, where(zero, 1, x), parameters, discrete ? known : undefined);
      const density = share.logBase(p).add(elsewhere);
      const normalised = discrete ? density.sub(log1mExp(guardedDensity(base, constant(0), parameters))) : density;
      return where(zero, share.logZero(p), normalised);
    },
    random: (rng: Parameters<typeof nonZero>[0], p: number, ...parameters: readonly number[]) =>
      rng.uniform() < share.numbers(single(p)).zero ? 0 : nonZero(rng, ...parameters),
  };
  return { ...core, ...(base.event === "scalar" && discrete ? numbersOf(core as never, base, share) : {}) } as Family;
}

/** Nothing is known of values above zero where there are none. */
const aboveZero = (base: Family): Requirement => ({
  text: "a base that is not always 0",
  holds: (_, ...parameters) => lt(guardedDensity(base, constant(0), parameters), 0),
});

/** Draws that are not zero: from the upper tail where the base has quantiles there, else by trying again. */
function nonZeroDraw(base: Family, discrete: boolean): ReturnType<typeof drawOf> {
  const draw = drawOf(base);
  if (discrete && base.event === "scalar" && base.sf !== undefined && base.upperQuantile !== undefined) {
    const { sf, upperQuantile } = base;
    return (rng, ...parameters: readonly Drawn[]) => {
      const numbers = parameters.map(single);
      return Math.max(1, upperQuantile((1 - rng.uniform()) * sf(0, ...numbers), ...numbers));
    };
  }
  return (rng, ...parameters) => {
    for (let tries = 0; tries < mostTries; tries++) {
      const x = draw(rng, ...parameters);
      if (x !== 0) return x;
    }
    throw new RangeError(
      `hurdle(${base.constructorName}) drew zero ${mostTries} times: its base is hardly ever above zero`,
    );
  };
}

function numbersOf(core: ScalarFamily, base: ScalarFamily, share: ZeroShare): Partial<ScalarFamily> {
  const { sf, logSf, mean, variance } = base;
  if (sf === undefined || logSf === undefined || mean === undefined || variance === undefined) return {};
  /** log P(X > k | X > 0). */
  const above = (k: number, rest: readonly number[]): number => logSf(k, ...rest) - logSf(0, ...rest);
  const numbers: Required<Pick<ScalarFamily, "cdf" | "sf" | "logCdf" | "logSf" | "mean" | "variance">> = {
    cdf: (k, p, ...rest) => {
      const { zero, base: own } = share.numbers(p);
      return k < 0 ? 0 : zero - own * expm1(above(k, rest));
    },
    sf: (k, p, ...rest) => (k < 0 ? 1 : share.numbers(p).base * exp(above(k, rest))),
    logCdf: (k, p, ...rest) => {
      if (k < 0) return -Infinity;
      const { zero, base: own } = share.numbers(p);
      const tail = own * exp(above(k, rest));
      return tail < 0.5 ? log1p(-tail) : log(zero - own * expm1(above(k, rest)));
    },
    logSf: (k, p, ...rest) => (k < 0 ? 0 : share.numbers(p).logBase + above(k, rest)),
    mean: (p, ...rest) => share.numbers(p).base * (mean(...rest) / sf(0, ...rest)),
    variance: (p, ...rest) => {
      const [center, some] = [mean(...rest), sf(0, ...rest)];
      const own = share.numbers(p).base * (center / some);
      return Math.max(0, share.numbers(p).base * ((variance(...rest) + center * center) / some) - own * own);
    },
  };
  return { ...numbers, ...countSummaries({ ...core, ...numbers }) };
}

registerCombinator("hurdle", ([base]) => hurdleFamily(base as Family));

/**
 * 0 with probability `pZero`, else a draw from `base` that is not 0: a truncated count, or any positive number. Over a
 * continuous base zero has a probability and other values a density, so that such a variable is for observations.
 * The base is consumed: it is a distribution here and no variable.
 * @throws TypeError when the base can be negative, or was consumed before.
 */
export function hurdle<P extends Input<Unit>, D extends string, K extends Positive>(
  pZero: P,
  base: RandomNode<D, K>,
): Variable<D | DimsOf<P>, K> {
  const taken = consume(base, "hurdle");
  const { family, args } = taken;
  if (nodeOf(base as never).range.lower < 0)
    throw new TypeError(`hurdle takes a distribution of positive numbers; ${family.constructorName} can be negative`);
  const share = nodeOf(pZero);
  return compositeVariable(hurdleFamily(family), [share, ...args], axesWith(taken, [share]));
}
