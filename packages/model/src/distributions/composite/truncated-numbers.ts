/** Compute probabilities, quantiles and draws of truncated families. */
import { exp, log, log1p, type Rng } from "@credence/math";
import { constant } from "../../expr/node.js";
import type { Bound, Family, ScalarFamily, Truncation } from "../../expr/records.js";
import { isDiscrete } from "../../support.js";
import { firstHolding } from "./bisect.js";
import { type Draw, drawOf, single } from "./composite.js";
import { complement, hasNumbers } from "./truncation.js";

/** How often a base may draw outside the limits before a draw is given up. */
const mostTries = 1e6;
/** Below this the mass between the limits may be rounded away, and draws go by logs. */
const tiny = 1e-200;
const belowOne = 1 - 2 ** -53;

interface Split {
  readonly lower: number;
  readonly upper: number;
  readonly rest: readonly number[];
}
const split = (all: readonly number[]): Split => ({
  rest: all.slice(0, -2),
  lower: all.at(-2) as number,
  upper: all.at(-1) as number,
});

type Moment = (lower: number, upper: number, ...rest: readonly number[]) => number;

/** cdf and its companions. */
export function truncatedNumbers(
  base: Family,
  { logShare, mean, variance, entropy }: Truncation,
): Partial<ScalarFamily> {
  if (!hasNumbers(base)) return {};
  const discrete = isDiscrete(base.support([], []));
  const least = (x: number): number => (discrete ? Math.ceil(x) : x);
  /** log P(X ≤ x) and log P(X > x), each as precise as it is small. */
  const tails = (x: number, all: readonly number[]): readonly [number, number] => {
    const { lower, upper, rest } = split(all);
    if (x < least(lower)) return [-Infinity, 0];
    if (x >= (discrete ? Math.floor(upper) : upper)) return [0, -Infinity];
    const at = discrete ? Math.floor(x) : x;
    return [logShare(lower, at, lower, upper, ...rest), logShare(discrete ? at + 1 : at, upper, lower, upper, ...rest)];
  };
  const given =
    (of: Moment): ((...all: readonly number[]) => number) =>
    (...all) => {
      const { lower, upper, rest } = split(all);
      return of(lower, upper, ...rest);
    };
  return {
    cdf: (x, ...all) => exp(tails(x, all)[0]),
    sf: (x, ...all) => exp(tails(x, all)[1]),
    logCdf: (x, ...all) => complement(...tails(x, all)),
    logSf: (x, ...all) => {
      const [below, above] = tails(x, all);
      return complement(above, below);
    },
    quantile: (p, ...all) => quantileOf(tails, all, discrete, p, "lower", base),
    upperQuantile: (p, ...all) => quantileOf(tails, all, discrete, p, "upper", base),
    ...(mean === undefined ? {} : { mean: given(mean) }),
    ...(variance === undefined ? {} : { variance: given(variance) }),
    ...(entropy === undefined ? {} : { entropy: given(entropy) }),
  };
}

/** The least value that leaves p below it, or at most p above it, by bisection in the smaller tail. */
function quantileOf(
  tails: (x: number, all: readonly number[]) => readonly [number, number],
  all: readonly number[],
  discrete: boolean,
  p: number,
  tail: "lower" | "upper",
  base: ScalarFamily,
): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const { low, high } = rangeOf(base, all);
  const [logP, logQ] = tail === "lower" ? [log(p), log1p(-p)] : [log1p(-p), log(p)];
  if (logQ === -Infinity) return high;
  const reached = (x: number): boolean => (logP < -Math.LN2 ? tails(x, all)[0] >= logP : tails(x, all)[1] <= logQ);
  if (!discrete) return firstHolding(low, high, reached);
  // whole numbers: a double holds when the whole number below it does
  return Math.ceil(firstHolding(low, Math.min(high, Number.MAX_SAFE_INTEGER), (x) => reached(Math.floor(x))));
}

const bare: { readonly lower?: Bound; readonly upper?: Bound } = {};

/** The limits within the support of the base. */
function rangeOf(base: ScalarFamily, all: readonly number[]): { readonly low: number; readonly high: number } {
  const { lower, upper, rest } = split(all);
  const support = base.support(rest.map(constant), []);
  const { lower: start, upper: end } = support.kind === "interval" || support.kind === "integer" ? support : bare;
  const number = (bound: Bound | undefined, missing: number): number => (typeof bound === "number" ? bound : missing);
  return {
    low: Math.max(lower, number(start, -Infinity)),
    high: Math.min(upper, number(end, Infinity)),
  };
}

/** Draws by inversion in the tail where the limits keep their digits, by bisection far out, by trying again without quantiles. */
export function truncatedDraw(base: Family, quantile: ScalarFamily["quantile"]): Draw {
  if (!hasNumbers(base) || base.quantile === undefined || base.upperQuantile === undefined) return byTrying(base);
  const { cdf, sf, quantile: inverse, upperQuantile } = base as Required<ScalarFamily>;
  const discrete = isDiscrete(base.support([], []));
  return (rng, ...parameters) => {
    const all = parameters.map(single);
    const { lower, upper, rest } = split(all);
    const before = discrete ? Math.ceil(lower) - 1 : lower;
    const u = Math.max(rng.uniform(), 2 ** -54);
    const high = sf(before, ...rest) < 0.5;
    const [near, far] = high ? [sf(upper, ...rest), sf(before, ...rest)] : [cdf(before, ...rest), cdf(upper, ...rest)];
    if (!(far - near > Math.max(tiny, 1e-9 * far))) return (quantile as Required<ScalarFamily>["quantile"])(u, ...all);
    const p = Math.min(near + u * (far - near), belowOne);
    const x = high ? upperQuantile(p, ...rest) : inverse(p, ...rest);
    return Math.min(Math.max(x, discrete ? Math.ceil(lower) : lower), discrete ? Math.floor(upper) : upper);
  };
}

function byTrying(base: Family): Draw {
  const draw = drawOf(base);
  return (rng: Rng, ...parameters) => {
    const [lower, upper] = parameters.slice(-2).map(single) as [number, number];
    const rest = parameters.slice(0, -2);
    for (let tries = 0; tries < mostTries; tries++) {
      const x = draw(rng, ...rest);
      if (x >= lower && x <= upper) return x;
    }
    throw new RangeError(
      `truncated(${base.constructorName}) drew ${mostTries} values and none from ${lower} to ${upper}: its base is hardly ever there`,
    );
  };
}
