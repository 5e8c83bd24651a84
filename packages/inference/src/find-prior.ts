/** Turn what somebody believes about a quantity into a prior: an interval, a mean and spread, quantiles, or imagined data. */
import { type Readable, withText } from "@credence/diagnostics";
import { allFamilies, type ScalarFamily } from "@credence/model";
import {
  type FamilyOf,
  type FamilyParameters,
  familyOf,
  fromMoments,
  fromQuantiles,
  type PriorFamily,
  type PriorName,
} from "./prior-families.js";

/** A probability and the value that a share of that size lies below. */
export type QuantileBelief = readonly [probability: number, value: number];

/** What is believed. */
export type Belief =
  /** With probability `mass` (0.9 when left out) the quantity lies between two values, and as probably below as above. */
  | { readonly between: readonly [low: number, high: number]; readonly mass?: number }
  /** With probability `mass` (0.9 when left out) it lies below a value: for families of one parameter. */
  | { readonly below: number; readonly mass?: number }
  | { readonly mean: number; readonly sd?: number }
  | { readonly quantiles: readonly [QuantileBelief, QuantileBelief] | readonly [QuantileBelief] }
  /** Beta: as if so many successes had been seen in so many trials, after knowing nothing (a uniform prior). */
  | { readonly seen: { readonly successes: number; readonly trials: number } }
  /** Gamma: as if so many events had been seen during so long an exposure, and nothing before. */
  | { readonly seen: { readonly events: number; readonly exposure: number } };

/** A prior that says what was asked for. */
export interface FoundPrior<F extends PriorFamily> extends Readable {
  readonly family: F;
  /** By name, in the order of the constructor's arguments. */
  readonly parameters: FamilyParameters[F];
  readonly mean: number;
  /** The interval that leaves 5% on either side. */
  readonly interval: readonly [low: number, high: number];
  /** The value that a share p of the prior lies below. */
  quantile(p: number): number;
}

/**
 * The prior of a family that fits a belief. Two-parameter families take two facts (an interval with equal tails, two
 * quantiles, mean and sd), one-parameter families one (`below`, one quantile, a mean).
 *
 * @param prior the constructor of the family, or its name: `beta` or `"beta"`
 * @throws RangeError when no prior of the family says that, TypeError when the belief has too few or too many facts
 * @example
 * ```ts
 * const { parameters } = findPrior(beta, { between: [0.01, 0.05] });
 * const rate = beta(parameters.alpha, parameters.beta);
 * ```
 */
export function findPrior<C extends PriorName>(prior: C, belief: Belief): FoundPrior<FamilyOf<C>> {
  const family = familyOf(prior) as FamilyOf<C>;
  const record = allFamilies().find((each) => each.constructorName === family) as ScalarFamily;
  const values = valuesFor(family, belief);
  if (values.length !== record.parameters.length || !values.every(Number.isFinite)) throw impossible(family, belief);
  const parameters = Object.fromEntries(record.parameters.map(({ name }, i) => [name, values[i] as number]));
  const quantile = (p: number): number => (record.quantile as NonNullable<typeof record.quantile>)(p, ...values);
  const found = {
    family,
    parameters: parameters as unknown as FamilyParameters[FamilyOf<C>],
    mean: record.mean?.(...values) ?? Number.NaN,
    interval: [quantile(0.05), quantile(0.95)] as const,
    quantile,
  };
  return withText(found, () => textOf(family, values, found));
}

function valuesFor(family: PriorFamily, belief: Belief): readonly number[] {
  if ("seen" in belief) return fromImaginedData(family, belief.seen);
  if ("mean" in belief) return fromMoments(family, belief.mean, belief.sd);
  return fromQuantiles(family, quantilesOf(belief));
}

/** A belief as one or two quantiles, checked. */
function quantilesOf(
  belief: Exclude<Belief, { readonly seen: unknown } | { readonly mean: number }>,
): readonly QuantileBelief[] {
  const mass = "quantiles" in belief ? 0.5 : (belief.mass ?? 0.9);
  if (!(mass > 0 && mass < 1)) throw new RangeError(`findPrior: mass is ${mass}; it must lie between 0 and 1`);
  if ("below" in belief) return [[mass, belief.below]];
  const quantiles: readonly QuantileBelief[] =
    "between" in belief
      ? [
          [(1 - mass) / 2, belief.between[0]],
          [(1 + mass) / 2, belief.between[1]],
        ]
      : belief.quantiles;
  const [[p, low] = [0, 0], [q, high] = [1, Infinity]] = quantiles;
  if (!(p > 0 && p < q && quantiles.every(([probability]) => probability < 1) && low < high))
    throw new RangeError(
      `findPrior: the probabilities ${p}, ${q} and the values ${low}, ${high} must both increase, probabilities between 0 and 1`,
    );
  return quantiles;
}

function fromImaginedData(
  family: PriorFamily,
  seen: Extract<Belief, { readonly seen: unknown }>["seen"],
): readonly number[] {
  if (family === "beta" && "trials" in seen) {
    const { successes, trials } = seen;
    if (!(successes >= 0 && successes <= trials))
      throw new RangeError(`findPrior: ${successes} successes in ${trials} trials cannot be seen`);
    return [1 + successes, 1 + trials - successes];
  }
  if (family === "gamma" && "exposure" in seen) {
    const { events, exposure } = seen;
    if (!(events > 0 && exposure > 0))
      throw new RangeError(
        `findPrior: ${events} events in ${exposure} leave a gamma prior open: both must be positive`,
      );
    return [events, exposure];
  }
  throw new TypeError("findPrior: imagine { successes, trials } for beta, or { events, exposure } for gamma");
}

const impossible = (family: PriorFamily, belief: Belief): RangeError =>
  new RangeError(
    `findPrior: no ${family} prior says ${JSON.stringify(belief)}: its values must lie in the family's range`,
  );

const textOf = (
  family: PriorFamily,
  values: readonly number[],
  { mean, interval }: { readonly mean: number; readonly interval: readonly [number, number] },
): string =>
  `${family}(${values.map((value) => show(value, 6)).join(", ")}): mean ${show(mean, 3)}, 90% between ${show(interval[0], 3)} and ${show(interval[1], 3)}`;

const show = (value: number, digits: number): string => String(Number(value.toPrecision(digits)));
