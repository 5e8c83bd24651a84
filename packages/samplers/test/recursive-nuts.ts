/** Write NUTS a second time, by recursion and with fresh arrays everywhere, as the oracle of the iterative one. */
import { exp, log, type Rng } from "@credence/math";
import type { Chain, Sampler, Target } from "../src/index.js";

/** Mistakes to make on purpose. */
export interface Mistakes {
  /** Prefer the newer half inside subtrees too. */
  readonly biasedInside?: boolean;
}

interface State {
  readonly q: Float64Array;
  readonly g: Float64Array;
  readonly p: Float64Array;
  readonly logDensity: number;
  readonly energy: number;
}

interface Piece {
  readonly first: State;
  readonly last: State;
  readonly proposal: State;
  readonly sum: Float64Array;
  readonly logWeight: number;
}

const turnedOrDiverged = Symbol("rejected");

/** Fixed step size and metric: `tuning` must give both, and `tune` must be 0. */
export function recursiveNuts(maxTreeDepth: number, mistakes: Mistakes = {}): Sampler<"continuous"> {
  return {
    name: "recursive nuts",
    scope: "continuous",
    options: {},
    stats: ["logDensity", "energy", "acceptance", "treeDepth", "leapfrogSteps", "diverging", "energyError", "depthHit"],
    start: (target, position, rng, tune, tuning) => {
      const { stepSize, metric } = (tuning ?? {}) as { stepSize: number; metric: readonly number[] };
      if (tune !== 0) throw new Error("the reference does not adapt");
      return startChain(target, position, rng, stepSize, Float64Array.from(metric), maxTreeDepth, mistakes);
    },
  };
}

function startChain(
  target: Target,
  start: ArrayLike<number>,
  rng: Rng,
  stepSize: number,
  metric: Float64Array,
  maxTreeDepth: number,
  mistakes: Mistakes,
): Chain {
  const n = target.dimension;
  const memory = new Float64Array(2 * n);
  const position = Float64Array.from(start);

  const evaluate = (q: Float64Array): { value: number; g: Float64Array } => {
    memory.set(q);
    const value = target.logDensityGradient(memory, 0, n);
    return { value, g: memory.slice(n) };
  };
  const velocity = (p: Float64Array): Float64Array => p.map((pi, i) => (metric[i] as number) * pi);
  /** Even and odd elements are summed apart, as the vectors' contract says. */
  const dot = (a: Float64Array, b: Float64Array): number => {
    const lanes = [0, 0] as [number, number];
    for (let i = 0; i < n; i++) lanes[i & 1 ? 1 : 0] += (a[i] as number) * (b[i] as number);
    return lanes[0] + lanes[1];
  };
  const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((ai, i) => ai + (b[i] as number));
  const leapfrog = ({ q, g, p }: State, step: number): State => {
    const half = 0.5 * step;
    const middle = p.map((pi, i) => pi + half * (g[i] as number));
    const drift = velocity(middle);
    const next = q.map((qi, i) => qi + step * (drift[i] as number));
    const { value, g: gradient } = evaluate(next);
    const end = middle.map((pi, i) => pi + half * (gradient[i] as number));
    return { q: next, g: gradient, p: end, logDensity: value, energy: 0.5 * dot(end, velocity(end)) - value };
  };
  const goesOn = (a: State, b: State, sum: Float64Array): boolean =>
    dot(velocity(a.p), sum) > 0 && dot(velocity(b.p), sum) > 0;
  const keepsGoing = (left: Piece, right: Piece): boolean =>
    goesOn(left.first, right.last, plus(left.sum, right.sum)) &&
    goesOn(left.first, right.first, plus(left.sum, right.first.p)) &&
    goesOn(left.last, right.last, plus(right.sum, left.last.p));
  const logSum = (a: number, b: number): number => Math.max(a, b) + log(1 + exp(-Math.abs(a - b)));

  let logDensity = 0;
  const refresh = (): void => {
    logDensity = evaluate(position).value;
  };
  refresh();

  const step = () => {
    const p = Float64Array.from({ length: n }, (_, i) => rng.normal() / Math.sqrt(metric[i] as number));
    const begin: State = {
      q: position.slice(),
      g: evaluate(position).g,
      p,
      logDensity,
      energy: 0.5 * dot(p, velocity(p)) - logDensity,
    };
    const counts = { leapfrogSteps: 0, acceptance: 0, diverging: 0 };

    const build = (from: State, depth: number, signedStep: number): Piece | typeof turnedOrDiverged => {
      if (depth === 0) {
        const state = leapfrog(from, signedStep);
        const logWeight = begin.energy - state.energy;
        counts.leapfrogSteps += 1;
        if (!(logWeight > -1000 && logWeight < Infinity)) {
          counts.diverging = 1;
          return turnedOrDiverged;
        }
        counts.acceptance += Math.min(1, exp(logWeight));
        return { first: state, last: state, proposal: state, sum: state.p, logWeight };
      }
      const left = build(from, depth - 1, signedStep);
      if (left === turnedOrDiverged) return left;
      const right = build(left.last, depth - 1, signedStep);
      if (right === turnedOrDiverged) return right;
      const gain = right.logWeight - left.logWeight;
      const ratio = exp(-Math.abs(gain));
      const newer = gain >= 0 ? 1 : ratio;
      const takeRight = rng.uniform() < (mistakes.biasedInside ? newer : newer / (1 + ratio));
      if (!keepsGoing(left, right)) return turnedOrDiverged;
      return {
        first: left.first,
        last: right.last,
        proposal: takeRight ? right.proposal : left.proposal,
        sum: plus(left.sum, right.sum),
        logWeight: logSum(left.logWeight, right.logWeight),
      };
    };

    let draw = begin;
    let back = begin;
    let front = begin;
    let sum: Float64Array = p;
    let logWeight = 0;
    let depth = 0;
    let goes = true;
    while (goes && depth < maxTreeDepth) {
      const forward = rng.uniform() >= 0.5;
      const near = forward ? front : back;
      const far = forward ? back : front;
      const grown = build(near, depth, forward ? stepSize : -stepSize);
      if (grown === turnedOrDiverged) {
        goes = false;
        break;
      }
      depth += 1;
      if (rng.uniform() < Math.min(1, exp(grown.logWeight - logWeight))) draw = grown.proposal;
      goes = keepsGoing({ first: far, last: near, proposal: draw, sum, logWeight }, grown);
      logWeight = logSum(logWeight, grown.logWeight);
      sum = plus(sum, grown.sum);
      if (forward) front = grown.last;
      else back = grown.last;
    }
    position.set(draw.q);
    logDensity = draw.logDensity;
    return {
      logDensity,
      energy: draw.energy,
      acceptance: counts.acceptance / counts.leapfrogSteps,
      treeDepth: depth,
      leapfrogSteps: counts.leapfrogSteps,
      diverging: counts.diverging,
      energyError: draw.energy - begin.energy,
      depthHit: goes ? 1 : 0,
    };
  };

  return {
    position,
    get logDensity() {
      return logDensity;
    },
    step,
    refresh,
    tuning: () => ({ stepSize, metric: Array.from(metric) }),
    adaptation: () => undefined,
  };
}
