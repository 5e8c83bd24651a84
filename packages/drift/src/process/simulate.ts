/** Draw paths of a drifting rate: exactly, or by Euler–Maruyama steps. */
import { type Rng, randomBeta, randomBinomial } from "@credence/math";
import { type DeathProbabilities, deathProbabilities } from "../chains/death.js";
import { requireElapsed, requireRate } from "../check.js";
import { matched } from "../laws/matched.js";
import { momentsAfter } from "./moments.js";
import type { Parameters } from "./parameters.js";

/** When, and from where, a path is drawn. */
export interface PathOptions {
  /** Times of the path, not decreasing, counted from the start at 0. */
  readonly times: ArrayLike<number>;
  /** The rate at time 0; a draw from the stationary law unless given. */
  readonly start?: number;
  readonly rng: Rng;
  /**
   * `"exact"` draws from the transition law itself. `"euler"` adds up small normal steps and keeps them in [0, 1], which
   * is biased: at a step of 0.004/rate the stationary law of (2, 4) becomes about beta(1.96, 3.93).
   */
  readonly method?: "exact" | "euler";
  /** Longest Euler–Maruyama step; 0.01/rate unless given. */
  readonly step?: number;
}

/** The rate at each of the times. @throws RangeError when times run backwards, or for Euler–Maruyama with a shape below 1 */
export function simulatePath(process: Parameters, options: PathOptions): Float64Array {
  const { times, rng, method = "exact" } = options;
  const { rate, alpha, beta } = process;
  const { start = randomBeta(rng, alpha, beta), step = 0.01 / rate } = options;
  requireRate(start, "simulate: start");
  if (method === "euler" && (alpha < 1 || beta < 1))
    throw new RangeError(
      `simulate: the shapes ${alpha} and ${beta} let the rate reach an end of [0, 1], where Euler–Maruyama is wrong; use the method "exact"`,
    );
  const advance = method === "euler" ? eulerStep(process, rng, step) : exactStep(process, rng);
  let [at, before] = [start, 0];
  return Float64Array.from(times, (time, i) => {
    requireElapsed(time - before, `simulate: the time before times[${i}]`);
    at = time === before ? at : advance(at, time - before);
    before = time;
    return at;
  });
}

/** Below this time, in units of s/rate, a beta with the exact mean and variance is drawn from. */
export const SHORT = 1e-6;

/** Laws of the number of lineages, computed once for a process and a length of step. */
const known = new WeakMap<object, Map<number, DeathProbabilities>>();

/**
 * Draws how many lineages of infinitely many are left after `time`, in units of s/rate, for shapes that add up to s.
 *
 * @param process whose laws they are, to be found again
 */
export function drawLineages(process: object, s: number, time: number, rng: Rng): number {
  const laws = known.get(process) ?? new Map<number, DeathProbabilities>();
  known.set(process, laws);
  let law = laws.get(time);
  if (law === undefined) {
    law = deathProbabilities(s, time, Infinity, 1e-20);
    if (laws.size < MOST_LAWS) laws.set(time, law);
  }
  return drawn(law, rng.uniform());
}

/** Lengths of step that are remembered. */
const MOST_LAWS = 256;

/** Draws of X(t + dt) given X(t): lineages left, successes among them, a beta (Jenkins and Spanò 2017). */
export function exactStep(process: Parameters, rng: Rng): (x: number, dt: number) => number {
  const { rate, alpha, beta } = process;
  return (x, dt) => {
    const time = (rate / (alpha + beta)) * dt;
    if (time < SHORT) {
      const { a, b } = matched(momentsAfter(process, { mean: x, variance: 0 }, dt));
      return randomBeta(rng, a, b);
    }
    const n = drawLineages(process, alpha + beta, time, rng);
    const successes = randomBinomial(rng, n, x);
    return randomBeta(rng, alpha + successes, beta + n - successes);
  };
}

function drawn({ low, probability }: DeathProbabilities, uniform: number): number {
  let sum = 0;
  for (let i = 0; i < probability.length; i++) {
    sum += probability[i] as number;
    if (uniform < sum) return low + i;
  }
  return low + probability.length - 1;
}

function eulerStep({ rate, alpha, beta }: Parameters, rng: Rng, longest: number): (x: number, dt: number) => number {
  const s = alpha + beta;
  const m = alpha / s;
  return (x, dt) => {
    const steps = Math.ceil(dt / longest);
    const h = dt / steps;
    let at = x;
    for (let i = 0; i < steps; i++) {
      const noise = Math.sqrt(((2 * rate) / s) * at * (1 - at) * h) * rng.normal();
      at = Math.min(1, Math.max(0, at + rate * (m - at) * h + noise));
    }
    return at;
  };
}
