/** See that the conformance suite catches samplers that are wrong, at the sample sizes stated here. */
import { describe, expect, it } from "vitest";
import {
  ellipticalSlice,
  experimental_walnuts,
  gibbsDiscrete,
  hmc,
  metropolis,
  nuts,
  type Sampler,
} from "../src/index.js";
import {
  betaOnLogitCase,
  categoricalCase,
  correlatedNormalCase,
  normalPriorCases,
  standardNormalCase,
} from "./cases.js";
import { type Case, invarianceErrors, longRunErrors } from "./conformance.js";
import { recursiveNuts } from "./recursive-nuts.js";
import { betaOnLogit, standardNormal } from "./targets.js";
import {
  correlatedGibbs,
  fixed,
  flattenedGibbs,
  forgetfulWalnuts,
  hastyShrink,
  priorTwice,
  rightShrink,
  sliceWith,
  wrongHamiltonian,
  wrongLeapfrog,
} from "./wrong-samplers.js";

const tuning = { stepSize: 0.9, metric: [1, 1, 1] };
const coarse = { stepSize: 1.8, metric: [1, 1, 1] };
const noJacobian: Case = { ...betaOnLogitCase, target: betaOnLogit(3, 7, false) };
const wrongKick: Case = { ...standardNormalCase, target: wrongLeapfrog(standardNormal(3)) };

const dense = {
  stepSize: 0.9,
  metric: [
    [1, 0.7],
    [0.7, 1.1],
  ],
};
const lowRank = { stepSize: 0.9, metric: { variances: [1, 1.2], values: [1.8], directions: [[0.6, 0.8]] } };
const withMetric = [
  ["dense", dense],
  ["lowRank", lowRank],
] as const;
const mistakes = ["kicks the wrong way", "draws momenta too wide"] as const;

/** Each mistake beside the same sampler without it, moved exact draws, and draws of each of two long chains. */
const pairs: readonly (readonly [string, readonly [Sampler, Case], readonly [Sampler, Case], number, number])[] = [
  ["Metropolis without a Jacobian", [metropolis(), noJacobian], [metropolis(), betaOnLogitCase], 2000, 2000],
  [
    "NUTS that prefers the newer half inside subtrees",
    [fixed(recursiveNuts(10, { biasedInside: true }), tuning), standardNormalCase],
    [fixed(recursiveNuts(10), tuning), standardNormalCase],
    8000,
    6000,
  ],
  [
    "slice that shrinks too fast on one side",
    [sliceWith(hastyShrink, 4), betaOnLogitCase],
    [sliceWith(rightShrink, 4), betaOnLogitCase],
    4000,
    4000,
  ],
  [
    "a leapfrog that kicks the wrong way",
    [fixed(nuts(), tuning), wrongKick],
    [fixed(nuts(), tuning), standardNormalCase],
    2000,
    2000,
  ],
  [
    "WALNUTS that does not look back",
    [fixed(forgetfulWalnuts(0.3), coarse), standardNormalCase],
    [fixed(experimental_walnuts({ maxEnergyError: 0.3 }), coarse), standardNormalCase],
    8000,
    6000,
  ],
  [
    "Gibbs that draws all variables at once, given what the others were",
    [correlatedGibbs("at once"), correlatedNormalCase],
    [correlatedGibbs("in turn"), correlatedNormalCase],
    2000,
    2000,
  ],
  [
    "Gibbs whose conditional law is too narrow",
    [correlatedGibbs("too sure"), correlatedNormalCase],
    [correlatedGibbs("in turn"), correlatedNormalCase],
    8000,
    8000,
  ],
  [
    "elliptical slice that counts the prior twice",
    [priorTwice(ellipticalSlice()), normalPriorCases[0] as Case],
    [ellipticalSlice(), normalPriorCases[0] as Case],
    4000,
    8000,
  ],
  [
    "Gibbs that draws labels by the roots of their probabilities",
    [flattenedGibbs(gibbsDiscrete()), categoricalCase],
    [gibbsDiscrete(), categoricalCase],
    2000,
    2000,
  ],
  ...mistakes.map(
    (mistake) =>
      [
        `HMC that ${mistake}`,
        [fixed(wrongHamiltonian("hmc", {}, mistake), tuning), standardNormalCase],
        [fixed(hmc(), tuning), standardNormalCase],
        4000,
        4000,
      ] as const,
  ),
  ...withMetric.flatMap(([metric, known]) =>
    mistakes.map(
      (mistake) =>
        [
          `NUTS with a ${metric} metric that ${mistake}`,
          [fixed(wrongHamiltonian("nuts", { metric }, mistake), known), correlatedNormalCase],
          [fixed(nuts({ metric }), known), correlatedNormalCase],
          4000,
          4000,
        ] as const,
    ),
  ),
];

// 5 standard errors by chance: once in 1.7 million comparisons, some 200 of them here.
describe("beyond 5 standard errors", () => {
  for (const [name, wrong, right, moved, draws] of pairs) {
    it(`lies ${name}`, () => {
      expect(invarianceErrors(...wrong, moved)).toBeGreaterThan(5);
      expect(longRunErrors(...wrong, draws)).toBeGreaterThan(5);
      expect(invarianceErrors(...right, moved)).toBeLessThan(5);
      expect(longRunErrors(...right, draws)).toBeLessThan(5);
    });
  }
});
