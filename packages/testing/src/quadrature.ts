/** Hold the mean, variance and entropy of a distribution to integrals, or sums, of its density. */
import type { NumericDistribution, NumericParameters } from "@credence/inference";
import { exp, integrate } from "@credence/math";

/** Beyond the quantiles of this probability little is left. */
const rest = 1e-14;
const shares = [1e-9, 1e-5, 0.01, 0.25, 0.5];
/** A log density that only poles have at so small a share of the mass. */
const pole = 5;
/** More counts than these are not added up. */
const mostCounts = 20_000;

export interface Expectations {
  readonly mean: number;
  readonly variance: number;
  readonly entropy: number;
  /** Whether what lies beyond the integrals may count, as in heavy tails. */
  readonly cutOff: boolean;
}

/** By quadrature between quantiles; undefined where there are too many counts to add, or the density has a pole. */
export function expectations(
  d: Required<NumericDistribution>,
  params: NumericParameters,
  discrete: boolean,
): Expectations | undefined {
  const ends = [d.quantile(rest, params), d.upperQuantile(rest, params)] as const;
  const [least, most] = ends;
  if (discrete && !(most - least < mostCounts)) return undefined;
  // near a pole at a bound other than 0 numbers have no digits to tell the density
  if (!discrete && ends.some((x) => x !== 0 && d.logDensity(x, params) > pole)) return undefined;
  const cuts = [
    ...new Set([
      least,
      ...shares.map((p) => d.quantile(p, params)),
      ...[...shares].reverse().map((p) => d.upperQuantile(p, params)),
      most,
    ]),
  ];
  const of = (f: (x: number, logP: number) => number): number => {
    const term = (x: number): number => {
      const logP = d.logDensity(x, params);
      return logP === -Infinity ? 0 : f(x, logP) * exp(logP);
    };
    let sum = 0;
    if (discrete) for (let k = least; k <= most; k++) sum += term(k);
    else
      for (let i = 1; i < cuts.length; i++)
        sum += integrate(term, cuts[i - 1] as number, cuts[i] as number, { relativeTolerance: 1e-10 }).value;
    return sum;
  };
  const mean = of((x) => x);
  const variance = of((x) => (x - mean) ** 2);
  const beyond = Math.max(...ends.map((x) => (x - mean) ** 2)) * rest;
  return { mean, variance, entropy: of((_, logP) => -logP), cutOff: !(beyond < 1e-10 * variance) };
}
