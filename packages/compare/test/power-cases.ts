/** Write down differences of stated sizes, with the power to find them that was measured over a hundred seeds. */
import { type Comparison, compare, type Family } from "@credence/compare";
import { probit, stdNormalCdf } from "@credence/math";
import {
  ALPHA,
  BETA,
  betaDraws,
  chainwise,
  closedForm,
  exactBeta,
  marginal,
  normal,
  slowNormal,
  slowPair,
  traceOf,
} from "./traces.js";

/** A difference, the share of a hundred comparisons with other seeds that found it, and the families that may see it. */
export interface PowerCase {
  readonly name: string;
  readonly make: (seed: string) => Comparison;
  readonly power: number;
  readonly seenBy: readonly Family[];
}

const MARGINAL: readonly Family[] = ["functionals", "distributions"];

const exactNormal = closedForm({ x: marginal(0, 1, probit, stdNormalCdf) });
const closedBeta = closedForm({ theta: exactBeta });
const independent = { independent: true, sampler: "exact" };

/** Standard normal x, and y = ±x: normal, uncorrelated with x, and far from independent of it. */
function crossed(seed: string, draws: number): Record<string, Float64Array> {
  const x = normal(`${seed} x`, draws);
  const signs = normal(`${seed} sign`, draws);
  return { x, y: x.map((v, i) => ((signs[i] as number) > 0 ? v : -v)) };
}

/** A normal with a second mode of weight `weight`, four sds away. */
const twoModes = (seed: string, draws: number, weight: number): Float64Array =>
  chainwise(seed, draws, (random) => () => (random.uniform() < weight ? 4 : 0) + random.normal());

export const POWER_CASES: readonly PowerCase[] = [
  {
    name: "a shift of 0.05 sd, at 4 × 2000 draws against a closed form",
    make: (seed) => compare({ a: traceOf({ x: normal(seed, 2000, 0.05) }), exactNormal }),
    power: 0.94,
    seenBy: MARGINAL,
  },
  {
    name: "a shift of 0.12 sd of slow chains (autocorrelation 0.9), at 4 × 8000 draws against a closed form",
    make: (seed) => compare({ a: traceOf({ x: slowNormal(seed, 8000, 0.9).map((x) => x + 0.12) }), exactNormal }),
    power: 0.97,
    seenBy: MARGINAL,
  },
  {
    name: "a variance ratio of 1.05, at 4 × 4000 draws against a closed form",
    make: (seed) => compare({ a: traceOf({ x: normal(seed, 4000, 0, Math.sqrt(1.05)) }), exactNormal }),
    power: 0.81,
    seenBy: MARGINAL,
  },
  {
    name: "the tails exchanged, same mean and sd, at 4 × 500 draws against a closed form",
    make: (seed) =>
      compare({
        a: traceOf({ theta: betaDraws(seed, 500).map((x) => (2 * ALPHA) / (ALPHA + BETA) - x) }),
        closedBeta,
      }),
    power: 0.76,
    seenBy: MARGINAL,
  },
  {
    name: "a correlation of 0.15 with the other sign, at 4 × 1000 draws on either side",
    make: (seed) =>
      compare({ a: traceOf(slowPair(`${seed} a`, 1000, 0, 0.15)), b: traceOf(slowPair(`${seed} b`, 1000, 0, -0.15)) }),
    power: 0.98,
    seenBy: ["correlations", "joint"],
  },
  {
    name: "dependence without correlation, at 4 × 250 draws on either side",
    make: (seed) => compare({ a: traceOf(crossed(seed, 250)), b: traceOf(slowPair(seed, 250, 0, 0)) }),
    power: 0.98,
    seenBy: ["joint"],
  },
  {
    name: "a missed mode of weight 0.02, at 4 × 1000 independent draws on either side",
    make: (seed) =>
      compare({
        a: traceOf({ x: twoModes(`${seed} a`, 1000, 0) }, independent),
        b: traceOf({ x: twoModes(`${seed} b`, 1000, 0.02) }, independent),
      }),
    power: 0.98,
    seenBy: MARGINAL,
  },
];
