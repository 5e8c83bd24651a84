/** Run several samplers on disjoint blocks of coordinates as one chain, each on its block's conditional density. */
import type { Rng } from "@credence/math";
import { coordinatesOf, requirePosition } from "./check.js";
import type { Adaptation, Chain, NormalPrior, Sampler, Stats, Target, Tuning } from "./types.js";

/** One block: who moves which coordinates. */
export interface CompoundStep {
  readonly sampler: Sampler;
  /** Indices of the coordinates, in the order in which the sampler sees them. */
  readonly coordinates: readonly number[];
  /** Replaces these coordinates of a whole position by a draw from their exact law given the others, where that is known. */
  readonly redraw?: (position: Float64Array, rng: Rng) => void;
  /** Their normal prior, where they have one, in terms of whole positions (from offset 0). */
  readonly normalPrior?: NormalPrior;
  /** Prefix of the block's stats; the sampler's name when left out, numbered where it would repeat. */
  readonly name?: string;
}

interface Block extends CompoundStep {
  readonly name: string;
}

/**
 * Metropolis-within-Gibbs in general form: a draw steps every block once, in order, on the target's density with all
 * other coordinates held. Stats of each draw: `logDensity`, and each block's stats as `name.stat`. All blocks read one
 * stream, in order.
 *
 * @throws if there is no block, a coordinate belongs to two, or names repeat; a chain's start throws where the blocks
 *   leave a coordinate out, or a sampler cannot move its coordinates
 */
export function compound(steps: readonly CompoundStep[]): Sampler<"any"> {
  const blocks = named(steps);
  requireDisjoint(blocks);
  return {
    name: "compound",
    scope: "any",
    options: {
      steps: blocks.map(({ name, sampler, coordinates }) => ({
        name,
        sampler: sampler.name,
        options: sampler.options,
        coordinates: [...coordinates],
      })),
    },
    stats: ["logDensity", ...blocks.flatMap(({ name, sampler }) => sampler.stats.map((stat) => `${name}.${stat}`))],
    start: (target, position, rng, tune, tuning, adaptation) =>
      startChain(blocks, target, position, rng, tune, tuning, adaptation),
  };
}

function startChain(
  blocks: readonly Block[],
  target: Target,
  start: ArrayLike<number>,
  rng: Rng,
  tune: number,
  tuning: Tuning | undefined,
  from: Adaptation | undefined,
): Chain {
  requirePosition("compound", target, start);
  requireCover(blocks, target);
  const { dimension } = target;
  const memory = target.allocate?.(2 * dimension) ?? new Float64Array(2 * dimension);
  const position = memory.subarray(0, dimension);
  position.set(start);
  let logDensity = 0;
  let stale = true;

  /** Puts a block's draw back where its sampler evaluated trials. */
  const write = (chain: Chain, { coordinates }: Block): void => {
    for (let k = 0; k < coordinates.length; k++) position[coordinates[k] as number] = chain.position[k] as number;
  };
  const read = (chain: Chain, { coordinates }: Block): void => {
    for (let k = 0; k < coordinates.length; k++) chain.position[k] = position[coordinates[k] as number] as number;
  };

  const chains = blocks.map((block) => {
    const { sampler, coordinates, name } = block;
    const own = coordinates.map((at) => start[at] as number);
    const given = tuning?.[name] as Tuning | undefined;
    const begun = from?.[name] as Adaptation | undefined;
    const chain = sampler.start(conditional(target, memory, block), own, rng, tune, given, begun);
    write(chain, block);
    return chain;
  });

  const step = (): Stats => {
    const stats: Record<string, number> = {};
    for (const [k, chain] of chains.entries()) {
      const block = blocks[k] as Block;
      if (stale) read(chain, block);
      if (stale || chains.length > 1) chain.refresh();
      const found = chain.step();
      write(chain, block);
      logDensity = chain.logDensity;
      for (const stat of block.sampler.stats) stats[`${block.name}.${stat}`] = found[stat] as number;
    }
    stale = false;
    return { logDensity, ...stats };
  };

  const refresh = (): void => {
    logDensity = target.logDensity(memory, 0);
    stale = true;
  };
  refresh();

  return {
    position,
    get logDensity() {
      return logDensity;
    },
    step,
    refresh,
    divergence: () => {
      for (const [k, chain] of chains.entries()) {
        const found = chain.divergence?.();
        if (found === undefined) continue;
        const { coordinates } = blocks[k] as Block;
        const whole = (own: Float64Array): Float64Array => {
          const all = position.slice();
          for (const [i, at] of coordinates.entries()) all[at] = own[i] as number;
          return all;
        };
        return { start: whole(found.start), end: whole(found.end) };
      }
      return undefined;
    },
    tuning: () => Object.fromEntries(blocks.map(({ name }, k) => [name, chains[k]?.tuning()])),
    adaptation: () => {
      const known = blocks.map(({ name }, k) => [name, chains[k]?.adaptation()] as const);
      const begun = known.filter(([, adaptation]) => adaptation !== undefined);
      return begun.length > 0 ? Object.fromEntries(begun) : undefined;
    },
  };
}

/** The target as a function of some coordinates, evaluated in place: the others are as `memory[0 .. dimension)` has them. */
function conditional(target: Target, memory: Float64Array, { name, coordinates, redraw, normalPrior }: Block): Target {
  const all = coordinatesOf(target);
  const gradient = target.dimension;
  const position = memory.subarray(0, target.dimension);
  const place = (block: Float64Array, q: number): void => {
    for (let k = 0; k < coordinates.length; k++) memory[coordinates[k] as number] = block[q + k] as number;
  };
  const fetch = (block: Float64Array, q: number): void => {
    for (let k = 0; k < coordinates.length; k++) block[q + k] = position[coordinates[k] as number] as number;
  };
  return {
    name,
    dimension: coordinates.length,
    coordinates: coordinates.map((at) => all[at] ?? { kind: "continuous" }),
    logDensity: (block, q) => {
      place(block, q);
      return target.logDensity(memory, 0);
    },
    logDensityGradient: (block, q, g) => {
      place(block, q);
      const value = target.logDensityGradient(memory, 0, gradient);
      for (let k = 0; k < coordinates.length; k++)
        block[g + k] = memory[gradient + (coordinates[k] as number)] as number;
      return value;
    },
    ...(redraw === undefined
      ? {}
      : {
          redraw: (block, q, rng) => {
            place(block, q);
            redraw(position, rng);
            fetch(block, q);
          },
        }),
    ...(normalPrior === undefined
      ? {}
      : {
          normalPrior: {
            standardise: (block, q, z) => {
              place(block, q);
              normalPrior.standardise(memory, 0, z);
            },
            restore: (z, block, q) => {
              normalPrior.restore(z, memory, 0);
              fetch(block, q);
            },
          },
        }),
  };
}

function named(steps: readonly CompoundStep[]): readonly Block[] {
  if (steps.length === 0)
    throw new Error("compound: there are no steps; give at least one sampler and its coordinates.");
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const base = step.name ?? step.sampler.name;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    if (step.name !== undefined && count > 1) {
      throw new Error(`compound: two steps are named "${base}"; give every step a name of its own.`);
    }
    return { ...step, name: count === 1 ? base : `${base}${count}` };
  });
}

function requireDisjoint(blocks: readonly Block[]): void {
  const owner = new Map<number, string>();
  for (const { name, coordinates } of blocks) {
    for (const at of coordinates) {
      const other = owner.get(at);
      if (other !== undefined) {
        throw new Error(
          `compound: coordinate ${at} belongs to both "${other}" and "${name}"; let one of them move it.`,
        );
      }
      owner.set(at, name);
    }
  }
}

function requireCover(blocks: readonly Block[], { dimension }: Target): void {
  const owned = new Set(blocks.flatMap(({ coordinates }) => coordinates));
  for (const at of owned) {
    if (!(Number.isInteger(at) && at >= 0 && at < dimension)) {
      throw new Error(`compound: there is no coordinate ${at}; the target has ${dimension}, counted from 0.`);
    }
  }
  for (let at = 0; at < dimension; at++) {
    if (!owned.has(at)) throw new Error(`compound: no step moves coordinate ${at}; add it to one.`);
  }
}
