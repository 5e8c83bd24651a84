/** Write the normal between bounds so that no digit is lost in the tails, nor between bounds that are close. */
import { exp as expOf, LOG_SQRT_TWO_PI, logMills as logMillsOf, log as logOf } from "@credence/math";
import { constant, type ExprNode } from "../../expr/node.js";
import { abs, exp, ge, log, logMills, lt, max, mul, neg, square, stdNormalLogCdf, where } from "../../expr/raw.js";
import type { Tails, Truncation } from "../../expr/records.js";
import { integratedMoments } from "./truncated-normal-moments.js";

/**
 * P(lower < X < upper) = φ(r) exp(rest), r = (reference − mu) / sigma. The reference is the bound nearer to mu where both
 * are on one side of it, else mu, so that the density given the bounds, −(z² − r²)/2 − rest, is a product of differences
 * and not a difference of squares.
 */
interface Mass<T> {
  readonly reference: T;
  readonly rest: T;
}

function mass(lower: ExprNode, upper: ExprNode, mu: ExprNode, sigma: ExprNode): Mass<ExprNode> {
  // the mirror image has its nearer bound n to the left of the farther one: n ≤ f and n + f ≥ 0
  const flip = lt(upper.sub(mu), mu.sub(lower));
  const sign = where(flip, -1, 1);
  const [near, far] = [where(flip, upper, lower), where(flip, lower, upper)];
  const [hasNear, hasFar] = [hasEnd(near), hasEnd(far)];
  const [nearBound, farBound] = [where(hasNear, near, mu), where(hasFar, far, mu)];
  const n = sign.mul(nearBound.sub(mu).div(sigma));
  const f = sign.mul(farBound.sub(mu).div(sigma));
  const width = sign.mul(farBound.sub(nearBound)).div(sigma);
  const beyond = mul(hasNear, ge(n, 0));
  const right = where(hasFar, where(beyond, 1, max(f, 0)), Infinity);
  const left = where(hasNear, where(beyond, 1, neg(n)), Infinity);
  return {
    reference: where(beyond, nearBound, mu),
    rest: where(
      beyond,
      logMills(max(n, 0), where(hasFar, where(beyond, width, 1), Infinity)),
      log(exp(logMills(0, left)).add(exp(logMills(0, right)))),
    ),
  };
}

const hasEnd = (x: ExprNode): ExprNode => lt(abs(x), Infinity);

/** The same for numbers. */
function massOf(lower: number, upper: number, mu: number, sigma: number): Mass<number> {
  const flip = upper - mu < mu - lower;
  const [near, far, sign] = flip ? [upper, lower, -1] : [lower, upper, 1];
  const n = (sign * (near - mu)) / sigma;
  if (n >= 0) return { reference: near, rest: logMillsOf(n, (sign * (far - near)) / sigma) };
  const right = (sign * (far - mu)) / sigma;
  return { reference: mu, rest: logOf(expOf(logMillsOf(0, -n)) + expOf(logMillsOf(0, right))) };
}

/** −(z² − r²) / 2 for z at x and r at the reference. */
const fall = (x: ExprNode, reference: ExprNode, mu: ExprNode, sigma: ExprNode): ExprNode => {
  const away = x.sub(reference).div(sigma);
  const middle = x.sub(mu).div(sigma).add(reference.sub(mu).div(sigma));
  return away.mul(middle).mul(-0.5);
};

/** log P(lower < X < upper); a bound may be infinite. */
function logBetween(lower: ExprNode, upper: ExprNode, mu: ExprNode, sigma: ExprNode): ExprNode {
  const { reference, rest } = mass(lower, upper, mu, sigma);
  return rest.sub(square(reference.sub(mu).div(sigma)).mul(0.5)).sub(LOG_SQRT_TWO_PI);
}

type Pair = readonly [mu: ExprNode, sigma: ExprNode];

export const normalTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [mu, sigma] = parameters as unknown as Pair;
    return stdNormalLogCdf(x.sub(mu).div(sigma));
  },
  logAbove: (x, ...parameters) => {
    const [mu, sigma] = parameters as unknown as Pair;
    return stdNormalLogCdf(mu.sub(x).div(sigma));
  },
  logBetween: (lower, upper, ...parameters) => logBetween(lower, upper, ...(parameters as unknown as Pair)),
};

const fallOf = (x: number, reference: number, mu: number, sigma: number): number =>
  -0.5 * ((x - reference) / sigma) * ((x - mu) / sigma + (reference - mu) / sigma);

/** φ(z) / P(lower < X < upper) at a standardised bound z, by how much it moves the mean, and z times that; 0 where it is infinite. */
function pull(bound: number, { reference, rest }: Mass<number>, mu: number, sigma: number) {
  const p = Number.isFinite(bound) ? expOf(fallOf(bound, reference, mu, sigma) - rest) : 0;
  return { p, zp: p === 0 ? 0 : ((bound - mu) / sigma) * p };
}
function pulls(lower: number, upper: number, mu: number, sigma: number) {
  const at = massOf(lower, upper, mu, sigma);
  const r = (at.reference - mu) / sigma;
  return {
    low: pull(lower, at, mu, sigma),
    high: pull(upper, at, mu, sigma),
    logMass: at.rest - 0.5 * r * r - LOG_SQRT_TWO_PI,
  };
}

/** Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), section 13.10.1. */
export const normalTruncation: Truncation = {
  logDensity: (x, lower, upper, ...parameters) => {
    const [mu, sigma] = parameters as unknown as Pair;
    const { reference, rest } = mass(lower, upper, mu, sigma);
    return fall(x, reference, mu, sigma).sub(rest).sub(log(sigma));
  },
  logShare: (from, to, lower, upper, ...parameters) => {
    const [mu, sigma] = parameters as unknown as readonly [number, number];
    const [own, all] = [massOf(from, to, mu, sigma), massOf(lower, upper, mu, sigma)];
    return Math.min(0, fallOf(own.reference, all.reference, mu, sigma) + own.rest - all.rest);
  },
  mean: (lower, upper, ...parameters) => {
    const [mu, sigma] = parameters as unknown as readonly [number, number];
    const { low, high } = pulls(lower, upper, mu, sigma);
    return integratedMoments(lower, upper, mu, sigma)?.mean ?? mu + sigma * (low.p - high.p);
  },
  variance: (lower, upper, ...parameters) => {
    const [mu, sigma] = parameters as unknown as readonly [number, number];
    const { low, high } = pulls(lower, upper, mu, sigma);
    const shift = low.p - high.p;
    return (
      integratedMoments(lower, upper, mu, sigma)?.variance ?? sigma * sigma * (1 + low.zp - high.zp - shift * shift)
    );
  },
  entropy: (lower, upper, ...parameters) => {
    const [mu, sigma] = parameters as unknown as readonly [number, number];
    const { low, high, logMass } = pulls(lower, upper, mu, sigma);
    return (
      integratedMoments(lower, upper, mu, sigma)?.entropy ??
      LOG_SQRT_TWO_PI + 0.5 + logOf(sigma) + logMass + (low.zp - high.zp) / 2
    );
  },
};

const center = constant(0);

/** |Z| is a normal around 0 that is truncated at 0, and so has its tails. */
export const halfNormalTails: Tails = {
  logBelow: (x, sigma) => logBetween(center, x, center, sigma as ExprNode).add(Math.LN2),
  logAbove: (x, sigma) => stdNormalLogCdf(neg(x.div(sigma as ExprNode))).add(Math.LN2),
  logBetween: (lower, upper, sigma) => logBetween(lower, upper, center, sigma as ExprNode).add(Math.LN2),
};
export const halfNormalTruncation: Truncation = {
  logDensity: (x, lower, upper, sigma) =>
    normalTruncation.logDensity(x, max(lower, 0), upper, center, sigma as ExprNode),
  logShare: (from, to, lower, upper, sigma) =>
    normalTruncation.logShare(Math.max(from, 0), to, Math.max(lower, 0), upper, 0, sigma as number),
  mean: (lower, upper, sigma) => (normalTruncation.mean as Moment)(Math.max(lower, 0), upper, 0, sigma as number),
  variance: (lower, upper, sigma) =>
    (normalTruncation.variance as Moment)(Math.max(lower, 0), upper, 0, sigma as number),
  entropy: (lower, upper, sigma) => (normalTruncation.entropy as Moment)(Math.max(lower, 0), upper, 0, sigma as number),
};
type Moment = (lower: number, upper: number, ...parameters: readonly number[]) => number;
