/** Learn how a rate drifts from a series of counts: maximum likelihood with intervals, and a checked normal posterior. */

import { psis } from "@credence/diagnostics";
import {
  cholesky,
  exp,
  invLogit,
  lbfgs,
  log1p,
  randomGamma,
  rng,
  solveCholesky,
  solveLowerTransposed,
} from "@credence/math";
import { type Jacobi, jacobi } from "../jacobi.js";
import { requireSteps, type Step } from "../observations.js";
import type { MeanAndConcentration } from "../process/parameters.js";
import { type Coordinates, coordinatesOf, evidenceOf, inCoordinates, logEvidence, parametersAt } from "./evidence.js";
import { guess } from "./guess.js";
import { type DriftPriors, defaultPriors, logPrior } from "./priors.js";

/** An estimate with the interval of 95 %. */
export interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** One parameter under the posterior. */
export interface LearnedParameter {
  readonly mean: number;
  readonly sd: number;
  readonly median: number;
  /** The central 95 %. */
  readonly low: number;
  readonly high: number;
}

/** The names of what is learned. */
export type Learnable = "rate" | "mean" | "concentration";

/** What a series tells of how its rate drifts. */
export interface Learned {
  /** The process at the maximum of the likelihood; at the posterior medians where there is no clear maximum. */
  readonly process: Jacobi;
  /** Maximum likelihood, with Wald intervals in log rate, logit mean and log concentration. */
  readonly maximum: Readonly<Record<Learnable, Estimate>>;
  /** log p(all counts) at the maximum. */
  readonly logEvidence: number;
  /** The posterior under the priors: Laplace's approximation with the tails of a t, reweighed by importance (PSIS). */
  readonly posterior: Readonly<Record<Learnable, LearnedParameter>> & {
    /** Shape of the weights' tail: the figures may be trusted below 0.7. */
    readonly paretoK: number;
    /** Effective number of draws. */
    readonly ess: number;
  };
  /** What a reader should know before using the figures. */
  readonly notes: readonly string[];
}

/** How to learn. */
export interface LearnOptions {
  /** See {@link defaultPriors}. */
  readonly priors?: DriftPriors;
  /** Draws of the posterior; 400 unless given. */
  readonly draws?: number;
  readonly seed?: number | string;
}

/**
 * Learns rate, mean and concentration from counts.
 *
 * @throws RangeError when there are no observations, or one is impossible
 */
export function learn(steps: readonly Step[], options: LearnOptions = {}): Learned {
  requireSteps(steps, "learn");
  const { draws = 400, seed = 1 } = options;
  const priors = options.priors ?? defaultPriors(steps);
  const start = Float64Array.from(coordinatesOf(guess(steps)));
  const likelihood: Surface = (u) => {
    const process = parametersAt(u);
    const evidence = evidenceOf(process, steps);
    if (evidence === undefined) return { value: -Infinity, slopes: [0, 0, 0] };
    return { value: evidence.value, slopes: inCoordinates(process, evidence) };
  };
  const posterior: Surface = (u) => add(likelihood(u), logPrior(priors, u));
  const maximum = climb(likelihood, start);
  const curvature = hessian(likelihood, maximum.at);
  const mode = climb(posterior, start);
  const weighted = weighed(mode, hessian(posterior, mode.at), priors, steps, draws, seed);
  return {
    process: jacobi(isPeak(maximum, curvature) ? parametersAt(maximum.at) : mediansOf(weighted)),
    maximum: wald(maximum.at, curvature),
    logEvidence: maximum.value,
    posterior: weighted,
    notes: notesOf(maximum, curvature, steps),
  };
}

/** A log density with its gradient. */
type Surface = (u: Float64Array) => { readonly value: number; readonly slopes: Coordinates };

const add = (a: ReturnType<Surface>, b: ReturnType<Surface>): ReturnType<Surface> => ({
  value: a.value + b.value,
  slopes: a.slopes.map((slope, i) => slope + (b.slopes[i] as number)) as unknown as Coordinates,
});

interface Peak {
  readonly at: Float64Array;
  readonly value: number;
  readonly converged: boolean;
}

/** Beyond these, rates and concentrations are as good as 0 or infinite, and the likelihood is flat. */
const FAR = 16;

function climb(surface: Surface, start: Float64Array): Peak {
  const objective = (u: Float64Array, gradient: Float64Array): number => {
    if (u.some((x) => Math.abs(x) > FAR)) return Infinity;
    const { value, slopes } = surface(u);
    slopes.forEach((slope, i) => {
      gradient[i] = -slope;
    });
    return -value;
  };
  const found = lbfgs(objective, start, { gradientTolerance: 1e-5, relativeTolerance: 1e-11, maxIterations: 100 });
  return { at: found.x, value: -found.value, converged: found.converged };
}

/** The second derivatives, row-major, by central differences of the gradient. */
function hessian(surface: Surface, at: Float64Array): Float64Array {
  const h = 1e-3;
  const matrix = new Float64Array(9);
  for (let i = 0; i < 3; i++) {
    const moved = (by: number): Coordinates => surface(at.map((x, j) => (j === i ? x + by : x))).slopes;
    const [up, down] = [moved(h), moved(-h)];
    for (let j = 0; j < 3; j++) {
      const slope = ((up[j] as number) - (down[j] as number)) / (2 * h);
      matrix[3 * i + j] = (matrix[3 * i + j] as number) + slope / 2;
      matrix[3 * j + i] = (matrix[3 * j + i] as number) + slope / 2;
    }
  }
  return matrix;
}

/** Values of the parameters at coordinates without bounds. */
const natural: Readonly<Record<Learnable, (u: number) => number>> = { rate: exp, mean: invLogit, concentration: exp };
const names: readonly Learnable[] = ["rate", "mean", "concentration"];

/** The factor of the negative curvature; undefined where the surface is no peak. */
function factorOf(curvature: Float64Array): Float64Array | undefined {
  try {
    return cholesky(curvature.map((x) => -x));
  } catch {
    return undefined;
  }
}

const Z = 1.959963984540054;

/** Standard deviations of the coordinates without bounds; infinite where the surface is no peak. */
function sdsOf(curvature: Float64Array): number[] {
  const factor = factorOf(curvature);
  return [0, 1, 2].map((i) => {
    if (factor === undefined) return Infinity;
    const unit = Float64Array.from([0, 1, 2], (j) => Number(i === j));
    return Math.sqrt(solveCholesky(factor, unit)[i] as number);
  });
}

function wald(at: Float64Array, curvature: Float64Array): Record<Learnable, Estimate> {
  const sds = sdsOf(curvature);
  const entries = names.map((name, i) => {
    const [u, sd] = [at[i] as number, sds[i] as number];
    const value = natural[name];
    return [name, { estimate: value(u), low: value(u - Z * sd), high: value(u + Z * sd) }] as const;
  });
  return Object.fromEntries(entries) as Record<Learnable, Estimate>;
}

/** Degrees of freedom of the draws: tails heavy enough for weights that are not. */
const FREEDOM = 5;

/** Draws from the t distribution with the mode and curvature of the posterior, weighed by what that says of them. */
function weighed(
  mode: Peak,
  curvature: Float64Array,
  priors: DriftPriors,
  steps: readonly Step[],
  draws: number,
  seed: number | string,
): Learned["posterior"] {
  const factor = factorOf(curvature) ?? Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const stream = rng(seed, "learn");
  const points: Float64Array[] = [];
  const ratios = Array.from({ length: draws }, () => {
    const spread = Math.sqrt(randomGamma(stream, FREEDOM / 2) / (FREEDOM / 2));
    const z = Float64Array.from([0, 1, 2], () => stream.normal() / spread);
    const step = solveLowerTransposed(factor, z);
    const u = mode.at.map((x, i) => x + (step[i] as number));
    points.push(u);
    if (u.some((x) => Math.abs(x) > FAR)) return -Infinity;
    const target = logEvidence(parametersAt(u), steps) + logPrior(priors, u).value;
    const square = z.reduce((sum, each) => sum + each * each, 0);
    return target - mode.value + 0.5 * (FREEDOM + 3) * log1p(square / FREEDOM);
  });
  const { logWeights, paretoK, ess } = psis(ratios);
  const weights = logWeights.map(exp);
  const entries = names.map(
    (name, i) =>
      [
        name,
        summarised(
          points.map((u) => natural[name](u[i] as number)),
          weights,
        ),
      ] as const,
  );
  return { ...(Object.fromEntries(entries) as Record<Learnable, LearnedParameter>), paretoK, ess };
}

function summarised(values: readonly number[], weights: Float64Array): LearnedParameter {
  const mean = values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0);
  const variance = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * (weights[i] as number), 0);
  const order = values.map((_, i) => i).sort((i, j) => (values[i] as number) - (values[j] as number));
  const at = (p: number): number => {
    let sum = 0;
    for (const i of order) {
      sum += weights[i] as number;
      if (sum >= p) return values[i] as number;
    }
    return values[order.at(-1) as number] as number;
  };
  return { mean, sd: Math.sqrt(variance), median: at(0.5), low: at(0.025), high: at(0.975) };
}

/** Where a rate or a concentration is uncertain by more than this power of e, the likelihood is a ridge, not a peak. */
const RIDGE = 5;

const isPeak = ({ converged }: Peak, curvature: Float64Array): boolean =>
  converged && sdsOf(curvature).every((sd) => sd < RIDGE);

const mediansOf = ({ rate, mean, concentration }: Learned["posterior"]): MeanAndConcentration => ({
  rate: rate.median,
  mean: mean.median,
  concentration: concentration.median,
});

function notesOf(maximum: Peak, curvature: Float64Array, steps: readonly Step[]): string[] {
  const notes: string[] = [];
  const span = steps.slice(1).reduce((sum, { dt }) => sum + dt, 0);
  const { rate } = parametersAt(maximum.at);
  if (!isPeak(maximum, curvature))
    notes.push("the likelihood has no clear maximum: read the posterior, which the priors hold together");
  if (rate * span < 20)
    notes.push(
      `the series spans ${(rate * span).toPrecision(2)} relaxation times: mean and concentration take many to tell, so read their intervals`,
    );
  return notes;
}
