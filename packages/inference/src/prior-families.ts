/** Solve for the parameters of the usual prior families, from moments and from quantiles. */
import {
  exp,
  findRoot,
  incBeta,
  incBetaUpper,
  incGammaInverse,
  incGammaUpperInverse,
  invLogit,
  log,
  log1p,
  probit,
  tan,
} from "@credence/math";
import { beta, exponential, gamma, halfCauchy, halfNormal, inverseGamma, lognormal, normal } from "@credence/model";

/** The families by constructor, with the names of their parameters. */
export interface FamilyParameters {
  readonly beta: { readonly alpha: number; readonly beta: number };
  readonly gamma: { readonly shape: number; readonly rate: number };
  readonly inverseGamma: { readonly shape: number; readonly scale: number };
  readonly normal: { readonly mu: number; readonly sigma: number };
  readonly lognormal: { readonly mu: number; readonly sigma: number };
  readonly exponential: { readonly rate: number };
  readonly halfNormal: { readonly sigma: number };
  readonly halfCauchy: { readonly sigma: number };
}
export type PriorFamily = keyof FamilyParameters;

/** The constructors of the language that name these families. */
export interface PriorConstructors {
  readonly beta: typeof beta;
  readonly gamma: typeof gamma;
  readonly inverseGamma: typeof inverseGamma;
  readonly normal: typeof normal;
  readonly lognormal: typeof lognormal;
  readonly exponential: typeof exponential;
  readonly halfNormal: typeof halfNormal;
  readonly halfCauchy: typeof halfCauchy;
}
const constructors: PriorConstructors = {
  beta,
  gamma,
  inverseGamma,
  normal,
  lognormal,
  exponential,
  halfNormal,
  halfCauchy,
};

/** A family by its constructor, or by the constructor's name. */
export type PriorName = PriorFamily | PriorConstructors[PriorFamily];

/** The family that is meant: more than one where constructors have the same type, as `halfNormal` and `halfCauchy` do. */
export type FamilyOf<C> = C extends PriorFamily
  ? C
  : {
      [F in PriorFamily]: [C, PriorConstructors[F]] extends [PriorConstructors[F], C] ? F : never;
    }[PriorFamily];

/** @throws TypeError for what names no family, listing those that can be found */
export function familyOf(family: PriorName): PriorFamily {
  const found = Object.entries(constructors).find(([name, make]) => name === family || make === family);
  if (found !== undefined) return found[0] as PriorFamily;
  const given = typeof family === "function" ? (family as { readonly name: string }).name : String(family);
  throw new TypeError(
    `findPrior: there is no family "${given}" to find; give one of ${Object.keys(constructors).join(", ")}`,
  );
}

type Quantile = readonly [probability: number, value: number];

/** The parameters with this mean and sd; none when there are none. */
export function fromMoments(family: PriorFamily, mean: number, sd: number | undefined): readonly number[] {
  const single = family === "exponential" || family === "halfNormal" || family === "halfCauchy";
  if (single !== (sd === undefined))
    throw new TypeError(
      `findPrior: ${family} is settled by ${single ? "its mean alone: leave sd out" : "mean and sd"}`,
    );
  const spread = sd ?? 1;
  if (!(spread > 0) || (family !== "normal" && !(mean > 0))) return [];
  const ratio = (mean / spread) * (mean / spread);
  switch (family) {
    case "normal":
      return [mean, spread];
    case "lognormal": {
      const variance = log1p(1 / ratio);
      return [log(mean) - variance / 2, Math.sqrt(variance)];
    }
    case "gamma":
      return [ratio, ratio / mean];
    case "inverseGamma":
      return [ratio + 2, mean * (ratio + 1)];
    case "beta": {
      const size = (mean * (1 - mean)) / (spread * spread) - 1;
      return mean < 1 && size > 0 ? [mean * size, (1 - mean) * size] : [];
    }
    case "exponential":
      return [1 / mean];
    case "halfNormal":
      return [mean * Math.sqrt(Math.PI / 2)];
    case "halfCauchy":
      throw new TypeError("findPrior: halfCauchy has no mean: give { below, mass }");
  }
}

/** The parameters with these quantiles, ascending; none when there are none. */
export function fromQuantiles(family: PriorFamily, [first, second]: readonly Quantile[]): readonly number[] {
  const [p, x] = first as Quantile;
  if (second === undefined) return x > 0 ? fromOne(family, p, x) : [];
  const [q, y] = second;
  if (family !== "normal" && !(x > 0)) return [];
  switch (family) {
    case "normal":
      return locationScale(p, x, q, y);
    case "lognormal":
      return locationScale(p, log(x), q, log(y));
    case "gamma":
      return gammaFrom(p, x, q, y);
    case "inverseGamma":
      return gammaFrom(1 - q, 1 / y, 1 - p, 1 / x);
    case "beta":
      return y < 1 ? betaFrom(p, x, q, y) : [];
    default:
      throw new TypeError(`findPrior: ${family} has one parameter: give one fact, such as { below: ${y}, mass: ${q} }`);
  }
}

function fromOne(family: PriorFamily, p: number, x: number): readonly number[] {
  switch (family) {
    case "exponential":
      return [-log1p(-p) / x];
    case "halfNormal":
      return [x / probit((1 + p) / 2)];
    case "halfCauchy":
      return [x / tan((p * Math.PI) / 2)];
    default:
      throw new TypeError(`findPrior: ${family} has two parameters: give two facts, such as { between: [low, high] }`);
  }
}

function locationScale(p: number, x: number, q: number, y: number): readonly number[] {
  const scale = (y - x) / (probit(q) - probit(p));
  return [x - scale * probit(p), scale];
}

/** The ratio of two quantiles of a gamma law falls with its shape; the rate sets the unit. */
function gammaFrom(p: number, x: number, q: number, y: number): readonly number[] {
  const quantile = (share: number, shape: number): number =>
    share < 0.5 ? incGammaInverse(shape, share) : incGammaUpperInverse(shape, 1 - share);
  const excess = (logShape: number): number => {
    const shape = exp(logShape);
    return log(quantile(q, shape)) - log(quantile(p, shape)) - log(y / x);
  };
  const shape = exp(root(excess, -4, 18));
  return [shape, quantile(q, shape) / y];
}

/**
 * For each concentration one mean puts the share p below x, as the cdf falls with the mean; the share below y then grows
 * with the concentration.
 */
function betaFrom(p: number, x: number, q: number, y: number): readonly number[] {
  const parameters = (logSize: number): readonly [number, number] => {
    const size = exp(logSize);
    const logitMean = root((t) => incBeta(size * invLogit(t), size * invLogit(-t), x) - p, -35, 35);
    return [size * invLogit(logitMean), size * invLogit(-logitMean)];
  };
  const excess = (logSize: number): number => {
    const [a, b] = parameters(logSize);
    return 1 - q - incBetaUpper(a, b, y);
  };
  return parameters(root(excess, -4, 22));
}

/** A root between the ends, NaN when there is none. */
function root(f: (x: number) => number, low: number, high: number): number {
  return f(low) > 0 === f(high) > 0 ? Number.NaN : findRoot(f, low, high);
}
