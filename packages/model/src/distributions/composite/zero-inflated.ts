/** Counts with more zeros than their distribution expects: zero with some probability, else a draw from the base. */
import type { DimsOf } from "@credence/draws";
import { log, log1p } from "@credence/math";
import { constant, type ExprNode, nodeOf } from "../../expr/node.js";
import { eq, expm1, exp as expOf, gt, log1p as log1pOf, log as logOf, mul, where } from "../../expr/raw.js";
import type { Family, ScalarFamily, Support } from "../../expr/records.js";
import type { Count, Input, RandomNode, Unit, Variable } from "../../expr/types.js";
import { unit } from "../../support.js";
import { compositeName, registerCombinator } from "../registry.js";
import { axesWith, compositeVariable, drawOf, requirementsOf, single } from "./composite.js";
import { consume } from "./consume.js";
import { countSummaries } from "./count-summaries.js";
import { guardedDensity } from "./guarded.js";
import { byZero, type ZeroShare } from "./zero-share.js";

/** Below this a sum of probabilities may have lost digits to underflow. */
const tiny = 1e-290;

/** log(zero + base · exp(d)): near 0 as log1p, and by the base alone where nothing else is left. */
function logOfZero(p: ExprNode, d: ExprNode, share: ZeroShare): ExprNode {
  const fall = mul(share.base(p), expm1(d));
  const sum = share.zero(p).add(mul(share.base(p), expOf(d)));
  const near = gt(fall, -0.5);
  const left = gt(sum, tiny);
  const alone = share.logBase(p).add(d);
  return where(near, log1pOf(where(near, fall, 0)), where(left, logOf(where(left, sum, 1)), alone));
}

const supportWithZero = (support: Support): Support =>
  support.kind === "integer" ? { ...support, lower: 0 } : support;

/** The family of zero-inflated draws from a family of counts; its first parameter is the share, the others are the base's. */
export function zeroInflatedFamily(base: Family, share: ZeroShare = byZero): Family {
  const draw = drawOf(base);
  const core = {
    name: compositeName("zero_inflated", [base]),
    constructorName: `zeroInflated(${base.constructorName})`,
    event: base.event,
    parameters: [{ name: share.parameter, support: unit }, ...base.parameters],
    ...requirementsOf([{ family: base, from: 1 }]),
    support: ([, ...parameters]: readonly ExprNode[]) => supportWithZero(base.support(parameters, [])),
    logDensity: (x: ExprNode, p: ExprNode, ...parameters: readonly ExprNode[]) => {
      const atZero = logOfZero(p, guardedDensity(base, constant(0), parameters), share);
      const known = supportWithZero(base.support(parameters, []));
      return where(eq(x, 0), atZero, share.logBase(p).add(guardedDensity(base, x, parameters, known)));
    },
    random: (rng: Parameters<typeof draw>[0], p: number, ...parameters: readonly number[]) =>
      rng.uniform() < share.numbers(single(p)).zero ? 0 : draw(rng, ...parameters),
  };
  return { ...core, ...(base.event === "scalar" ? numbersOf(core as never, base, share) : {}) } as Family;
}

/** What is known of numbers, where it is known of the base. */
function numbersOf(core: ScalarFamily, base: ScalarFamily, share: ZeroShare): Partial<ScalarFamily> {
  const { cdf, sf, logCdf, logSf, mean, variance } = base;
  if (cdf === undefined || sf === undefined || logCdf === undefined || logSf === undefined) return {};
  if (mean === undefined || variance === undefined) return {};
  const numbers: Required<Pick<ScalarFamily, "cdf" | "sf" | "logCdf" | "logSf" | "mean" | "variance">> = {
    cdf: (k, p, ...rest) => (k < 0 ? 0 : share.numbers(p).zero + share.numbers(p).base * cdf(k, ...rest)),
    sf: (k, p, ...rest) => (k < 0 ? 1 : share.numbers(p).base * sf(k, ...rest)),
    logCdf: (k, p, ...rest) => {
      if (k < 0) return -Infinity;
      const { zero, base: own, logBase } = share.numbers(p);
      const above = own * sf(k, ...rest);
      const sum = zero + own * cdf(k, ...rest);
      return above < 0.5 ? log1p(-above) : sum > tiny ? log(sum) : logBase + logCdf(k, ...rest);
    },
    logSf: (k, p, ...rest) => (k < 0 ? 0 : share.numbers(p).logBase + logSf(k, ...rest)),
    mean: (p, ...rest) => share.numbers(p).base * mean(...rest),
    variance: (p, ...rest) => {
      const { zero, base: own } = share.numbers(p);
      const center = mean(...rest);
      return own * (variance(...rest) + zero * center * center);
    },
  };
  return { ...numbers, ...countSummaries({ ...core, ...numbers }) };
}

registerCombinator("zero_inflated", ([base]) => zeroInflatedFamily(base as Family));

/**
 * 0 with probability `pZero`, else a draw from `base`, any distribution of counts, which may be 0 too.
 * The base is consumed: it is a distribution here and no variable.
 * @throws TypeError when the base is no distribution of counts, or was consumed before.
 */
export function zeroInflated<P extends Input<Unit>, D extends string>(
  pZero: P,
  base: RandomNode<D, Count>,
): Variable<D | DimsOf<P>, Count> {
  const taken = consume(base, "zeroInflated");
  const { family, args } = taken;
  const support = family.support(args, []);
  if (support.kind !== "integer" || nodeOf(base as never).range.lower < 0)
    throw new TypeError(`zeroInflated takes a distribution of counts 0, 1, 2, …; ${family.constructorName} is none`);
  const share = nodeOf(pZero);
  return compositeVariable(zeroInflatedFamily(family), [share, ...args], axesWith(taken, [share]));
}
