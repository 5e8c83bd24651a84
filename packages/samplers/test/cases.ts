/** List targets with exact draws, moments and quantiles for the conformance suite. */
import { exp, log, type Rng } from "@credence/math";
import type { Coordinate, Scale } from "../src/index.js";
import { type Case, type Functional, quantileFunctionals } from "./conformance.js";
import {
  betaOnLogit,
  betaOnUnit,
  continuous,
  correlatedNormal,
  discrete,
  inverseLogit,
  normals,
  standardNormal,
} from "./targets.js";

const coordinate = (i: number) => (x: ArrayLike<number>) => x[i] as number;

/** Quantiles of the standard normal (R's qnorm). */
const NORMAL_QUANTILES = [
  [0.05, -1.6448536269514722],
  [0.25, -0.6744897501960817],
  [0.5, 0],
  [0.95, 1.6448536269514722],
] as const;

function momentsOf(i: number, mean: number, sd: number): readonly Functional[] {
  return [
    { name: `x[${i}]`, of: coordinate(i), mean },
    { name: `x[${i}]²`, of: (x) => (x[i] as number) ** 2, mean: mean * mean + sd * sd },
  ];
}

const normalDraw = (sds: readonly number[]) => (rng: Rng) => sds.map((sd) => sd * rng.normal());

/** The k-th smallest of a + b − 1 uniforms is beta(a, b). */
function betaDraw(a: number, b: number): (rng: Rng) => number {
  return (rng) => Array.from({ length: a + b - 1 }, () => rng.uniform()).sort((x, y) => x - y)[a - 1] as number;
}

const logit = (p: number): number => log(p / (1 - p));

/** Quantiles of beta(3, 7) (scipy.stats.beta.ppf). */
const BETA_QUANTILES = [
  [0.05, 0.09774681343927574],
  [0.5, 0.2862366680227827],
  [0.95, 0.5496416495066101],
] as const;

const betaMoments = (of: (x: ArrayLike<number>) => number): readonly Functional[] => [
  { name: "mean of beta(3, 7)", of, mean: 0.3 },
  { name: "second moment of beta(3, 7)", of: (x) => of(x) ** 2, mean: (3 * 4) / (10 * 11) },
  ...quantileFunctionals(BETA_QUANTILES, of),
];

export const betaOnLogitCase: Case = {
  name: "beta(3, 7) on the logit scale",
  target: betaOnLogit(3, 7),
  draw: (rng) => [logit(betaDraw(3, 7)(rng))],
  functionals: [
    // E logit = ψ(3) − ψ(7) = −(1/3 + 1/4 + 1/5 + 1/6)
    { name: "mean of the logit", of: coordinate(0), mean: -0.95 },
    ...betaMoments((x) => inverseLogit(x[0] as number)),
  ],
};

/** beta(2, 8) prior, 17 of 40 successes: beta(19, 31). */
export const betaBinomialCase: Case = {
  name: "beta-binomial posterior",
  target: betaOnLogit(2 + 17, 8 + 23),
  draw: (rng) => [logit(betaDraw(19, 31)(rng))],
  functionals: [
    { name: "posterior mean", of: (x) => inverseLogit(x[0] as number), mean: 19 / 50 },
    { name: "posterior second moment", of: (x) => inverseLogit(x[0] as number) ** 2, mean: (19 * 20) / (50 * 51) },
  ],
};

export const standardNormalCase: Case = {
  name: "standard normal, 3 dimensions",
  target: standardNormal(3),
  draw: normalDraw([1, 1, 1]),
  functionals: [
    ...momentsOf(0, 0, 1),
    ...momentsOf(2, 0, 1),
    ...quantileFunctionals(NORMAL_QUANTILES),
    // The squared radius, and its median (R's qchisq(0.5, 3)).
    { name: "radius²", of: (x) => radius2(x), mean: 3 },
    ...quantileFunctionals([[0.5, 2.365973884375338]], (x) => radius2(x)),
  ],
};

function radius2(x: ArrayLike<number>): number {
  return Array.from(x).reduce((sum, xi) => sum + xi * xi, 0);
}

export const scaledNormalCase: Case = {
  name: "normals of unequal scales",
  target: normals([0.01, 1, 100]),
  draw: normalDraw([0.01, 1, 100]),
  functionals: [...momentsOf(0, 0, 0.01), ...momentsOf(1, 0, 1), ...momentsOf(2, 0, 100)],
};

export const correlatedNormalCase: Case = {
  name: "correlated normal",
  target: correlatedNormal(0.8),
  draw: (rng) => {
    const x = rng.normal();
    return [x, 0.8 * x + 0.6 * rng.normal()];
  },
  functionals: [
    ...momentsOf(0, 0, 1),
    ...momentsOf(1, 0, 1),
    { name: "x[0] x[1]", of: (x) => (x[0] as number) * (x[1] as number), mean: 0.8 },
    ...quantileFunctionals(NORMAL_QUANTILES, coordinate(1)),
  ],
};

const withScale = (item: Case, scale: Scale): Case => ({
  ...item,
  name: `${item.name}, its scale told`,
  target: {
    ...item.target,
    coordinates: Array.from({ length: item.target.dimension }, () => ({ kind: "continuous", scale })),
  },
});

/** x = exp u or exp(−u) of gamma(3, 2), u the log of a gamma or of an inverse gamma variable. */
function logGammaCase(name: string, sign: 1 | -1): Case {
  return withScale(
    {
      name,
      target: continuous(2, (u, gradient) => {
        let total = 0;
        for (let i = 0; i < 2; i++) {
          const [v, x] = [sign * (u[i] as number), exp(sign * (u[i] as number))];
          gradient[i] = sign * (3 - 2 * x);
          total += 3 * v - 2 * x;
        }
        return total;
      }),
      draw: (rng) =>
        [0, 1].map(() => sign * log(-log((1 - rng.uniform()) * (1 - rng.uniform()) * (1 - rng.uniform())) / 2)),
      functionals: [
        { name: "mean", of: (u) => exp(sign * (u[0] as number)), mean: 1.5 },
        { name: "second moment", of: (u) => exp(2 * sign * (u[1] as number)), mean: 3 },
        // E log x = ψ(3) − log 2
        { name: "log", of: (u) => sign * (u[1] as number), mean: 0.9227843350984671 - log(2) },
      ],
    },
    "log",
  );
}

/** A target whose density is told to hold a normal prior; what is left of it is the likelihood. */
const withPrior = (item: Case, mean: number, sd: number): Case => ({
  ...item,
  name: `${item.name}, prior normal(${mean}, ${sd})`,
  target: {
    ...item.target,
    normalPrior: {
      standardise: (memory, q, z) => {
        for (let i = 0; i < z.length; i++) z[i] = ((memory[q + i] as number) - mean) / sd;
      },
      restore: (z, memory, q) => {
        for (let i = 0; i < z.length; i++) memory[q + i] = mean + sd * (z[i] as number);
      },
    },
  },
});

/** Posteriors of normal priors. */
export const normalPriorCases: readonly Case[] = [
  withPrior(standardNormalCase, 0.5, 2),
  withPrior(correlatedNormalCase, 0, 2),
  withPrior(betaOnLogitCase, -1, 1.5),
  withPrior(betaBinomialCase, 0, 1),
];

/** Laws that Gibbs reads off slopes. */
export const conjugateCases: readonly Case[] = [
  withScale(standardNormalCase, "identity"),
  withScale(scaledNormalCase, "identity"),
  withScale(betaOnLogitCase, "logit"),
  withScale(betaBinomialCase, "logit"),
  logGammaCase("gamma(3, 2) on the log scale", 1),
  logGammaCase("inverse gamma(3, 2) on the log scale", -1),
];

/** Gradients do not help at edges, but slice and Metropolis need none. */
export const betaOnUnitCase: Case = {
  name: "beta(3, 7) on (0, 1), zero outside",
  target: betaOnUnit(3, 7),
  draw: (rng) => [betaDraw(3, 7)(rng)],
  functionals: betaMoments(coordinate(0)),
};

/** Two far peaks of a bounded density: brackets have holes. */
export const splitCase: Case = {
  name: "uniform on two intervals",
  target: continuous(1, (x, gradient) => {
    const at = Math.abs(x[0] as number);
    gradient[0] = 0;
    return at > 1 && at < 2 ? 0 : -Infinity;
  }),
  draw: (rng) => [(rng.uniform() < 0.5 ? -1 : 1) * (1 + rng.uniform())],
  functionals: [
    { name: "x", of: coordinate(0), mean: 0 },
    { name: "x²", of: (x) => (x[0] as number) ** 2, mean: 7 / 3 },
    ...quantileFunctionals([
      [0.25, -1.5],
      [0.5, 0],
      [0.75, 1.5],
    ]),
  ],
};

/** A discrete target on 0 … size − 1 from its probabilities; the share of each value is compared. */
function finiteCase(name: string, kind: Coordinate, weights: readonly number[]): Case {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = weights.map((weight) => weight / total);
  const cumulative = probabilities.map((_, k) => probabilities.slice(0, k + 1).reduce((sum, p) => sum + p, 0));
  return {
    name,
    target: discrete([kind], ([k = 0]) => log(probabilities[k] ?? 0)),
    draw: (rng) => {
      const u = rng.uniform();
      const at = cumulative.findIndex((c) => u < c);
      return [Math.max(at, 0)];
    },
    functionals: probabilities.flatMap((mean, k) =>
      mean > 0.005 ? [{ name: `P(${k})`, of: (x: ArrayLike<number>) => (x[0] === k ? 1 : 0), mean }] : [],
    ),
  };
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

export const binomialCase: Case = finiteCase(
  "binomial(12, 0.3)",
  { kind: "integer" },
  Array.from({ length: 13 }, (_, k) => (0.3 ** k * 0.7 ** (12 - k)) / (factorial(k) * factorial(12 - k))),
);
/** The same with bounds that are known. */
export const boundedBinomialCase: Case = finiteCase(
  "binomial(12, 0.3) within bounds",
  { kind: "integer", lower: 0, upper: 12 },
  Array.from({ length: 13 }, (_, k) => (0.3 ** k * 0.7 ** (12 - k)) / (factorial(k) * factorial(12 - k))),
);
export const poissonCase: Case = finiteCase(
  "Poisson(6)",
  { kind: "integer" },
  Array.from({ length: 60 }, (_, k) => 6 ** k / factorial(k)),
);
export const categoricalCase: Case = finiteCase("categorical", { kind: "label", size: 4 }, [0.1, 0.2, 0.3, 0.4]);

/** z in {0, 1, 2} with weights, x | z ~ normal(mean_z, 1), k | z ~ Poisson(rate_z): all three kinds at once. */
export const mixedCase: Case = (() => {
  const weights = [0.2, 0.3, 0.5];
  const means = [-2, 0, 1.5];
  const rates = [2, 4, 7];
  const sum = (f: (z: number) => number): number => weights.reduce((total, weight, z) => total + weight * f(z), 0);
  const logFactorial = (k: number): number => (k <= 1 ? 0 : log(k) + logFactorial(k - 1));
  return {
    name: "label, integer and real together",
    target: discrete(
      [{ kind: "continuous" }, { kind: "integer" }, { kind: "label", size: 3 }],
      ([x = 0, k = 0, z = 0]) => {
        if (k < 0) return -Infinity;
        const rate = rates[z] as number;
        return (
          log(weights[z] as number) - 0.5 * (x - (means[z] as number)) ** 2 + k * log(rate) - rate - logFactorial(k)
        );
      },
    ),
    draw: (rng) => {
      const u = rng.uniform();
      const z = u < 0.2 ? 0 : u < 0.5 ? 1 : 2;
      let k = -1;
      for (let product = 1, limit = exp(-(rates[z] as number)); product > limit; k++) product *= rng.uniform();
      return [(means[z] as number) + rng.normal(), k, z];
    },
    functionals: [
      { name: "x", of: coordinate(0), mean: sum((z) => means[z] as number) },
      { name: "x²", of: (x) => (x[0] as number) ** 2, mean: sum((z) => (means[z] as number) ** 2 + 1) },
      { name: "k", of: coordinate(1), mean: sum((z) => rates[z] as number) },
      {
        name: "x k",
        of: (x) => (x[0] as number) * (x[1] as number),
        mean: sum((z) => (means[z] as number) * (rates[z] as number)),
      },
      ...weights.map((mean, z) => ({ name: `P(z = ${z})`, of: (x: ArrayLike<number>) => (x[2] === z ? 1 : 0), mean })),
    ],
  };
})();
