/** Draw paths of shares that drift together, from their transition law itself. */
import { type Rng, randomBeta, randomBinomial, randomDirichlet } from "@credence/math";
import { requireElapsed, requireRate } from "../check.js";
import { matched } from "../laws/matched.js";
import { momentsAfter } from "./moments.js";
import { drawLineages, SHORT } from "./simulate.js";

/** When, and from where, a path of shares is drawn. */
export interface SharesPathOptions {
  /** Times of the path, not decreasing, counted from the start at 0. */
  readonly times: ArrayLike<number>;
  /** The shares at time 0, adding up to 1; a draw from the stationary law unless given. */
  readonly start?: ArrayLike<number>;
  readonly rng: Rng;
}

/** The shares at each of the times. @throws RangeError when times run backwards, or the start is no table of shares */
export function simulateShares(
  process: { readonly rate: number; readonly alpha: readonly number[] },
  { times, start, rng }: SharesPathOptions,
): Float64Array[] {
  let at = start === undefined ? randomDirichlet(rng, process.alpha) : requireShares(start, process.alpha.length);
  let before = 0;
  return Array.from(times, (time, i) => {
    requireElapsed(time - before, `simulate: the time before times[${i}]`);
    at = time === before ? at.slice() : sharesAfter(process, at, time - before, rng);
    before = time;
    return at;
  });
}

function requireShares(start: ArrayLike<number>, categories: number): Float64Array {
  if (start.length !== categories)
    throw new RangeError(`simulate: start has ${start.length} shares for ${categories} categories; pass one for each`);
  const shares = Float64Array.from(start);
  shares.forEach((share, j) => {
    requireRate(share, `simulate: start[${j}]`);
  });
  const sum = shares.reduce((all, share) => all + share, 0);
  if (!(Math.abs(sum - 1) < 1e-9))
    throw new RangeError(`simulate: the shares of start add up to ${sum}; divide them by their sum, so that it is 1`);
  return shares;
}

/** Lineages left, their categories, and a Dirichlet (Jenkins and Spanò 2017). */
function sharesAfter(
  process: { readonly rate: number; readonly alpha: readonly number[] },
  shares: Float64Array,
  dt: number,
  rng: Rng,
): Float64Array {
  const { rate, alpha } = process;
  const s = alpha.reduce((sum, shape) => sum + shape, 0);
  const time = (rate / s) * dt;
  if (time < SHORT) return soon(process, shares, dt, rng);
  const counts = split(drawLineages(process, s, time, rng), shares, rng);
  return randomDirichlet(
    rng,
    alpha.map((shape, j) => shape + (counts[j] as number)),
  );
}

/** A multinomial draw, one category after the other. */
function split(total: number, shares: Float64Array, rng: Rng): number[] {
  let [left, rest] = [total, 1];
  return Array.from(shares, (share, j) => {
    const count = j === shares.length - 1 ? left : randomBinomial(rng, left, Math.min(1, Math.max(0, share / rest)));
    left -= count;
    rest = Math.max(rest - share, Number.MIN_VALUE);
    return count;
  });
}

/**
 * For times in which lineages are too many to count: each share of what the shares before it left is a rate of its own, whose
 * clock runs faster the less is left, and is drawn from the beta with its exact mean and variance.
 */
function soon(
  { rate, alpha }: { readonly rate: number; readonly alpha: readonly number[] },
  shares: Float64Array,
  dt: number,
  rng: Rng,
): Float64Array {
  const s = alpha.reduce((sum, shape) => sum + shape, 0);
  let [after, before, shapes] = [1, 1, s];
  return shares.map((share, j) => {
    const shape = alpha[j] as number;
    const beta = shapes - shape;
    if (j === shares.length - 1 || after === 0) {
      const last = after;
      after = 0;
      return last;
    }
    const x = before > 0 ? Math.min(1, share / before) : shape / shapes;
    // d(share/rest) has the noise 2 rate/s · x (1 − x)/rest and the drift rate/s · (shape − shapes · x)/rest.
    const own = { rate: (rate * shapes) / (s * Math.max(before, Number.MIN_VALUE)), alpha: shape, beta };
    const { a, b } = matched(momentsAfter(own, { mean: x, variance: 0 }, dt));
    const part = after * randomBeta(rng, a, b);
    after -= part;
    before -= share;
    shapes = beta;
    return part;
  });
}
