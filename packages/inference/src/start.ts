/** Find where a chain begins: a finite point by jitter, from the prior, at the mode, by Pathfinder, or at given values. */
import type { CompiledPosterior } from "@credence/compiler";
import type { Rng } from "@credence/math";
import { pointOf } from "@credence/model";
import { oneOf, weigh } from "./approximation.js";
import { climb } from "./climb.js";
import type { AnyPosterior } from "./given.js";
import { impossibilities } from "./impossible.js";
import { pathsFrom } from "./paths.js";
import { drawPrior } from "./prior.js";

/** Half the width of the uniform jitter around 0 on the unconstrained scale, as in Stan. */
const jitterRadius = 2;
const attempts = 100;
/** Tries of one start that are not worth a word. */
const fewestReported = 5;

const strategies: readonly unknown[] = [undefined, "jitter", "prior", "map", "pathfinder"];

/** @throws TypeError when `init` is no strategy and gives no values for variables of the model; RangeError for too few. */
export function checkInit({ quantities }: AnyPosterior, init: unknown, chains = 1): void {
  if (strategies.includes(init)) return;
  if (Array.isArray(init)) {
    if (init.length < chains)
      throw new RangeError(`init lists ${init.length} starts for ${chains} chains: give one for each`);
    for (const own of init) pointOf(quantities, own, "init", "ignore");
    return;
  }
  if (typeof init === "string")
    throw new TypeError(`init "${init}" is unknown: use "jitter", "prior", "map", "pathfinder" or values by name`);
  pointOf(quantities, init, "init", "ignore");
}

/** What `init` says of one chain. */
export const initOf = (init: unknown, chain: number): unknown => (Array.isArray(init) ? init[chain] : init);

/** A start and how many tries it took. */
export interface Start {
  readonly position: Float64Array;
  readonly attempts: number;
}

/**
 * A position with finite log density.
 * @throws when none is found, naming the variable, label, value and support that make it impossible.
 */
export function startingPosition(posterior: AnyPosterior, compiled: CompiledPosterior, init: unknown, rng: Rng): Start {
  const strategy = init ?? "jitter";
  if (strategy === "map") return fromMode(posterior, compiled, rng);
  if (strategy === "pathfinder") return fromPathfinder(posterior, compiled, rng);
  const propose = proposal(posterior, compiled, strategy, rng);
  return firstFinite(compiled, propose);
}

/**
 * Positions of prior draws, without those outside the range of doubles; jittered ones where a prior is improper.
 */
export function priorPositions(
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  rng: Rng,
  count: number,
): readonly Float64Array[] {
  const improper = posterior.quantities.some(
    ({ name, node }) =>
      node.operation.op === "random" && node.operation.family.name === "flat" && !posterior.data.has(name),
  );
  return Array.from({ length: count }, (_, i) => {
    const stream = rng.split(i);
    if (improper) return jittered(posterior, compiled, stream);
    try {
      return atValues(compiled, priorPoint(posterior, stream), new Float64Array(compiled.dimension));
    } catch (error) {
      if (error instanceof RangeError) return undefined; // a draw that rounds to the edge of its support
      throw error;
    }
  }).filter((position) => position !== undefined);
}

/** What is to be said of starts that were hard to find: how many were impossible before each chain had one. */
export function triedOften(tries: readonly number[]): readonly string[] {
  const often = tries.flatMap((count, c) => (count > fewestReported ? [`chain ${c + 1} at try ${count}`] : []));
  return often.length === 0
    ? []
    : [
        `finite starts were hard to find (${often.join(", ")}): where that is most of the space, give values with init: { … }, or start from the prior with init: "prior"`,
      ];
}

function proposal(
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  strategy: unknown,
  rng: Rng,
): () => Float64Array {
  const jitter = (): Float64Array => jittered(posterior, compiled, rng);
  if (strategy === "jitter") return jitter;
  if (strategy === "prior")
    return () => atValues(compiled, priorPoint(posterior, rng), new Float64Array(compiled.dimension));
  const point = pointOf(posterior.quantities, strategy, "init", "ignore");
  return () => atValues(compiled, point, jitter());
}

function firstFinite(compiled: CompiledPosterior, propose: () => Float64Array): Start {
  const { dimension } = compiled;
  const memory = new Float64Array(2 * dimension);
  let position = propose();
  for (let attempt = 1; ; attempt++) {
    memory.set(position);
    if (Number.isFinite(compiled.logDensityGradient(memory, 0, dimension))) return { position, attempts: attempt };
    if (attempt === attempts) throw new Error(noStart(compiled, position));
    position = propose();
  }
}

function noStart(compiled: CompiledPosterior, position: Float64Array): string {
  const reasons = impossibilities(compiled, position);
  const why = reasons.length > 0 ? reasons.join("; ") : "the log density or its gradient is not finite";
  return `no start found in ${attempts} tries: ${why}. Check the data and the priors, or give values with init: { … }`;
}

/** Continuous variables start anywhere in (−2, 2) on the unconstrained scale, discrete ones from their priors given those. */
function jittered(posterior: AnyPosterior, compiled: CompiledPosterior, rng: Rng): Float64Array {
  const position = Float64Array.from(compiled.coordinates, () => jitterRadius * (2 * rng.uniform() - 1));
  const { latents } = compiled;
  if (latents.every(({ discrete }) => !discrete)) return position;
  const values = compiled.constrain(position);
  const continuous = latents.flatMap(({ name, discrete }, i) =>
    discrete ? [] : [[name, Float64Array.from(values[i] as Float64Array)] as const],
  );
  return atValues(compiled, priorPoint(posterior, rng, new Map(continuous)), position);
}

const atValues = (
  compiled: CompiledPosterior,
  point: ReadonlyMap<string, Float64Array>,
  base: Float64Array,
): Float64Array => compiled.positionOf(point, base);

/** Prior draws of the latent variables that are not given. */
function priorPoint(
  posterior: AnyPosterior,
  rng: Rng,
  given: ReadonlyMap<string, Float64Array> = new Map(),
): Map<string, Float64Array> {
  const draw = drawPrior(
    posterior.quantities,
    rng.split("prior", rng.uint32()),
    new Map([...posterior.data, ...given]),
  );
  const drawn = posterior.quantities.filter(
    ({ name, node }) => draw.has(node) && !posterior.data.has(name) && !given.has(name),
  );
  return new Map(drawn.map(({ name, node }) => [name, draw.get(node) as Float64Array]));
}

function fromMode(posterior: AnyPosterior, compiled: CompiledPosterior, rng: Rng): Start {
  const { position, attempts: tries } = startingPosition(posterior, compiled, "jitter", rng);
  return { position: climb(compiled, position).x, attempts: tries };
}

/** Paths from several starts, and draws from each: the start is one of them by its importance weight. */
const startPaths = { paths: 4, each: 25 };

function fromPathfinder(posterior: AnyPosterior, compiled: CompiledPosterior, rng: Rng): Start {
  let tries = 0;
  const jitter = (_: number, stream: Rng): Float64Array => {
    const { position, attempts: needed } = startingPosition(posterior, compiled, "jitter", stream);
    tries = Math.max(tries, needed);
    return position;
  };
  const { draws } = pathsFrom(compiled, rng, jitter, startPaths);
  const at = oneOf(weigh("pathfinder", draws).logWeights, rng.split("choice"));
  const { dimension } = compiled;
  return { position: draws.positions.slice(at * dimension, (at + 1) * dimension), attempts: tries };
}
