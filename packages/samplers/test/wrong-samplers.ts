/** Keep samplers that are wrong on purpose, so that the conformance suite can be seen to catch them. */
import { log, type Rng } from "@credence/math";
import { createPath } from "../src/hamiltonian/fixed-path.js";
import { macroSteps } from "../src/hamiltonian/macro-step.js";
import type { HamiltonianLayout, HamiltonianVectors } from "../src/hamiltonian/operations.js";
import { createTree, treeStates, treeSums } from "../src/hamiltonian/tree.js";
import { vectorsOver } from "../src/hamiltonian/vectors.js";
import { treeOf, walnutsStates } from "../src/hamiltonian/walnuts.js";
import {
  type AdaptationOptions,
  type Chain,
  compound,
  experimental_walnuts,
  gibbs,
  HMC_DEFAULTS,
  hmc,
  NUTS_DEFAULTS,
  nuts,
  type Sampler,
  type Target,
  WALNUTS_DEFAULTS,
} from "../src/index.js";
import { hamiltonianChain, type Kernel } from "../src/kernels/hamiltonian-chain.js";

/** A sampler whose chains never adapt and always use the given tuning. */
export function fixed(sampler: Sampler, tuning: Readonly<Record<string, unknown>>): Sampler {
  return { ...sampler, start: (target, position, rng) => sampler.start(target, position, rng, 0, tuning) };
}

/** Where the bracket goes after a trial outside the slice. */
export type Shrink = (left: number, right: number, trial: number, origin: number) => readonly [number, number];

export const rightShrink: Shrink = (left, right, trial, origin) => (trial < origin ? [trial, right] : [left, trial]);
/** A wrong one: the right end comes half-way nearer than the trial was. */
export const hastyShrink: Shrink = (left, right, trial, origin) =>
  trial < origin ? [trial, right] : [left, (origin + trial) / 2];

/** Slice sampling of one coordinate with a given rule of shrinkage. */
export function sliceWith(shrink: Shrink, width: number): Sampler<"continuous"> {
  return {
    name: "slice with a rule",
    scope: "continuous",
    options: {},
    stats: ["logDensity"],
    start: (target: Target, start: ArrayLike<number>, rng: Rng): Chain => {
      const position = Float64Array.from(start);
      let logDensity = target.logDensity(position, 0);
      const at = (x: number): number => {
        position[0] = x;
        return target.logDensity(position, 0);
      };
      const step = () => {
        const origin = position[0] as number;
        const level = logDensity + log(1 - rng.uniform());
        let left = origin - width * rng.uniform();
        let right = left + width;
        while (at(left) >= level) left -= width;
        while (at(right) >= level) right += width;
        for (;;) {
          const trial = left + rng.uniform() * (right - left);
          logDensity = at(trial);
          if (logDensity >= level) return { logDensity };
          [left, right] = shrink(left, right, trial, origin);
        }
      };
      return {
        position,
        get logDensity() {
          return logDensity;
        },
        step,
        refresh: () => {
          logDensity = target.logDensity(position, 0);
        },
        tuning: () => ({}),
        adaptation: () => undefined,
      };
    },
  };
}

/** A target whose leapfrog kicks the wrong way in its second half. */
export function wrongLeapfrog(target: Target): Target {
  return {
    ...target,
    hamiltonian: (memory, layout) => {
      const right = vectorsOver(target, memory, layout);
      const { dimension, stride, metric } = layout;
      return {
        ...right,
        leap: (from, to, step) => {
          right.leap(from, to, step);
          let kinetic = 0;
          for (let i = 0; i < dimension; i++) {
            const p = to + 2 * stride + i;
            memory[p] = (memory[p] as number) - step * (memory[to + stride + i] as number);
            memory[p + stride] = (memory[metric + i] as number) * (memory[p] as number);
            kinetic += 0.5 * (memory[p] as number) * (memory[p + stride] as number);
          }
          return kinetic;
        },
      };
    },
  };
}

/** What goes wrong in a Hamiltonian kernel of any metric: the second half of the kick, or the spread of fresh momenta. */
export type HamiltonianMistake = "kicks the wrong way" | "draws momenta too wide";

/** NUTS or HMC with a mistake beneath its trajectories. */
export function wrongHamiltonian(
  name: "nuts" | "hmc",
  options: AdaptationOptions,
  mistake: HamiltonianMistake,
): Sampler<"continuous"> {
  const right = name === "nuts" ? nuts(options) : hmc(options);
  const spoil = spoilt[mistake];
  const create = name === "nuts" ? createTree : createPath.bind(null, HMC_DEFAULTS);
  return {
    ...right,
    start: (target, ...rest) => {
      let memory = new Float64Array(0);
      const seen: Target = {
        ...target,
        allocate: (length) => {
          memory = new Float64Array(length);
          return memory;
        },
      };
      const kernel: Kernel = {
        name,
        states: treeStates(10),
        sums: treeSums(10),
        trajectory: (vectors, layout, rng) => create(spoil(vectors, memory, layout), layout, rng),
      };
      return hamiltonianChain(kernel, { ...NUTS_DEFAULTS, ...options }, seen, ...rest);
    },
  };
}

type Spoil = (right: HamiltonianVectors, memory: Float64Array, layout: HamiltonianLayout) => HamiltonianVectors;
const spoilt: Readonly<Record<HamiltonianMistake, Spoil>> = {
  "kicks the wrong way": (right, memory, { dimension, stride }) => ({
    ...right,
    leap: (from, to, step) => {
      right.leap(from, to, step);
      for (let i = 0; i < dimension; i++) {
        const p = to + 2 * stride + i;
        memory[p] = (memory[p] as number) - step * (memory[to + stride + i] as number);
      }
      return right.leap(to, to, 0); // the velocity of these momenta
    },
  }),
  "draws momenta too wide": (right, memory, { stride }) => ({
    ...right,
    momentum: (state, rng) => {
      const kinetic = right.momentum(state, rng);
      for (let i = 2 * stride; i < 4 * stride; i++) memory[state + i] = 1.2 * (memory[state + i] as number);
      return 1.44 * kinetic;
    },
  }),
};

/** WALNUTS that does not look back: it takes steps, too, that it would have halved less often from their ends. */
export function forgetfulWalnuts(maxEnergyError: number): Sampler<"continuous"> {
  const options = { ...WALNUTS_DEFAULTS, maxEnergyError };
  const kernel: Kernel = {
    name: "forgetful walnuts",
    states: walnutsStates(10),
    sums: treeSums(10),
    trajectory: (vectors, layout, rng) =>
      treeOf(
        (logDensity) => {
          const right = macroSteps(vectors, layout, options, logDensity);
          const leap: HamiltonianVectors["leap"] = (from, to, step) => {
            const kinetic = right.vectors.leap(from, to, step);
            return right.diverged() ? kinetic : vectors.leap(to, to, 0); // a step of no length finds the energy again
          };
          return { ...right, vectors: { ...right.vectors, leap, logDensity: vectors.logDensity } };
        },
        { ...layout, stateCount: layout.stateCount - 1 },
        rng,
      ),
  };
  return { ...experimental_walnuts(), start: (...start) => hamiltonianChain(kernel, options, ...start) };
}

/**
 * Gibbs sampling of the correlated normal of 0.8, each coordinate from its law given the other, normal(0.8 y, 0.6). A
 * wrong one draws both "at once", given what the other was before; another is "too sure" by a tenth.
 */
export function correlatedGibbs(how: "in turn" | "at once" | "too sure"): Sampler<"any"> {
  let before = 0;
  const sd = how === "too sure" ? 0.54 : 0.6;
  const law = (own: 0 | 1) => (position: Float64Array, rng: Rng) => {
    const other = how === "at once" && own === 1 ? before : (position[1 - own] as number);
    if (own === 0) before = position[0] as number;
    position[own] = 0.8 * other + sd * rng.normal();
  };
  return compound(([0, 1] as const).map((own) => ({ sampler: gibbs(), coordinates: [own], redraw: law(own) })));
}

/** Gibbs sampling of labels that forgets to take logs apart: it draws a value with a probability that is the root of its own. */
export function flattenedGibbs(sampler: Sampler): Sampler {
  return {
    ...sampler,
    start: (target, position, rng, tune) => {
      const flat: Target = { ...target, logDensity: (memory, q) => 0.5 * target.logDensity(memory, q) };
      return sampler.start(flat, position, rng, tune);
    },
  };
}

/** Elliptical slice sampling that counts the prior twice: its slices are of the density, prior and all. */
export function priorTwice(sampler: Sampler): Sampler {
  return {
    ...sampler,
    start: (target, position, rng, tune) => {
      const z = new Float64Array(target.dimension);
      const logDensity: Target["logDensity"] = (memory, q) => {
        target.normalPrior?.standardise(memory, q, z);
        return target.logDensity(memory, q) - 0.5 * z.reduce((sum, v) => sum + v * v, 0);
      };
      return sampler.start({ ...target, logDensity }, position, rng, tune);
    },
  };
}
