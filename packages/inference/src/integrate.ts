/** Answer a posterior of few dimensions by deterministic integration: evidence, moments and quantiles without a draw. */
import type { CompiledPosterior } from "@credence/compiler";
import {
  type Block,
  type Functionals,
  type Integration,
  lineDistribution,
  type Marginalized,
} from "@credence/conjugate";
import { type Marginal, nest, type Trace } from "@credence/draws";
import { findRoot } from "@credence/math";
import {
  type NamedNode,
  type Posterior,
  type Range,
  rangeOfSupport,
  type ScalarFamily,
  sizeOf,
  supportOf,
  topological,
} from "@credence/model";
import { type CellDistribution, cellsMarginal } from "./cells-marginal.js";
import { checkedPosterior, checkedSwitch, checkOptionNames } from "./check.js";
import type { MarginalsOf } from "./exact.js";
import type { AnyPosterior } from "./given.js";
import { type Integrated, integratedTrace, integrateRest } from "./integrated.js";
import { nothingLeft } from "./marginalized.js";
import { marginalizedFor } from "./remembered.js";

/** A posterior known by integration. */
export interface Integral<V> {
  /** Mean, sd, quantiles, cdf and intervals of each random variable. */
  readonly distributions: MarginalsOf<V>;
  /** Log density of the data with everything unknown integrated out, all constants included. */
  readonly logEvidence: number;
  /**
   * Estimated error of the log evidence, and of means and standard deviations in posterior standard deviations. An
   * estimate, no bound: mind a factor of 4.
   */
  readonly error: number;
  /** Independent draws, as one chain. Same seed, same draws. */
  draw(count: number, seed: number): Trace<V>;
}

/** Options of `integrate`. */
export interface IntegrateOptions {
  /** Whether sums over data may be rewritten so that they cost less (true, the default); the posterior is the same. */
  rewrites?: boolean;
}

/**
 * The posterior by deterministic integration of the one to three smooth dimensions that are left when what has a
 * conjugate law is integrated out in closed form; null where that is not possible, or needless, as `exact` knows all.
 */
export function integrate<V, O>(posterior: Posterior<V, O>, options: IntegrateOptions = {}): Integral<V> | null {
  checkOptionNames("integrate", options, ["rewrites"]);
  const rewrites = checkedSwitch("rewrites", options.rewrites);
  const any = checkedPosterior("integrate", posterior);
  const plan = flatPlan(any);
  if (plan !== undefined && nothingLeft(plan.rest)) return null;
  const removed = plan?.removed ?? [];
  if (removed.some(({ variables, given }) => given.length === 0 || variables.length !== 1)) return null;
  const found = integrateRest(any, plan, {
    rewrites,
    functionalsOf: (compiled) => functionalsOf(compiled, removed),
  });
  if (!("integration" in found) || !found.compiled.latents.every((_, i) => standsAlone(found.compiled, i))) return null;
  const { integration } = found;
  const entries = [...keptMarginals(found), ...removedMarginals(any, found, removed)];
  const order = new Map(any.quantities.map(({ name }, i) => [name, i]));
  entries.sort(([a], [b]) => (order.get(a) as number) - (order.get(b) as number));
  return {
    distributions: nest(entries) as unknown as MarginalsOf<V>,
    logEvidence: integration.logEvidence,
    error: integration.error,
    draw: (count, seed) =>
      integratedTrace(any, found, { chains: 1, draws: count, seed, tune: 0 }, undefined, performance.now()) as Trace<V>,
  };
}

/** Removes all that depends on what is left only, so that the moments of each law follow from the lattice. */
function flatPlan(posterior: AnyPosterior): Marginalized | undefined {
  const all = marginalizedFor(posterior);
  const names = all.removed.flatMap(({ variables }) => variables.map(({ name }) => name));
  const parents = new Set(all.removed.flatMap(({ given }) => given));
  const leaves = names.filter((name) => !parents.has(name));
  const plan = leaves.length === names.length ? all : marginalizedFor(posterior, leaves);
  return plan.removed.length === 0 ? undefined : plan;
}

/** Whether a variable's values are a function of its own free coordinates, one for each. */
function standsAlone({ lowered, latents }: CompiledPosterior, i: number): boolean {
  const { value, free } = lowered.latents[i] as CompiledPosterior["lowered"]["latents"][number];
  const { length, size } = latents[i] as CompiledPosterior["latents"][number];
  return length === size && topological([value]).every((node) => node.operation.op !== "input" || node === free);
}

/** The values of what is left, then the conditional moments of what was removed, cell by cell. */
function functionalsOf(compiled: CompiledPosterior, removed: readonly Block[]): Functionals {
  const kept = compiled.latents.reduce((sum, { size }) => sum + size, 0);
  const widths = removed.map(({ variables }) => sizeOf((variables[0] as Block["variables"][number]).axes));
  const at: Functionals["at"] = (position, mean, variance) => {
    const values = compiled.constrain(position);
    let to = 0;
    for (const own of values) {
      mean.set(own, to);
      to += own.length;
    }
    removed.forEach((block, b) => {
      const { family, parameters } = lawAt(compiled, block, values);
      for (let c = 0; c < (widths[b] as number); c++, to++) {
        const point = parameters.map((all) => all[c] as number);
        mean[to] = family.mean?.(...point) ?? Number.NaN;
        variance[to] = family.variance?.(...point) ?? Number.NaN;
      }
    });
  };
  return { count: kept + widths.reduce((sum, width) => sum + width, 0), at };
}

function lawAt(
  compiled: CompiledPosterior,
  { given, law }: Block,
  values: readonly Float64Array[],
): { readonly family: ScalarFamily; readonly parameters: readonly Float64Array[] } {
  const own = given.map((name) => values[compiled.latents.findIndex((l) => l.name === name)] as Float64Array);
  const [cells] = law(own).marginals;
  return cells as { family: ScalarFamily; parameters: readonly Float64Array[] };
}

type Entry = [string, Marginal<string>];

function keptMarginals({ compiled, integration }: Integrated): Entry[] {
  let functional = 0;
  return compiled.latents.map(({ name, axes, offset, size }, i): Entry => {
    const cells = Array.from({ length: size }, (_, c): CellDistribution => {
      const f = functional++;
      return keptCell(compiled, integration, i, offset + c, c, f);
    });
    return [name, cellsMarginal(axes, cells)];
  });
}

/** A cell is an increasing or decreasing function of its free coordinate, whose law the lattice gives. */
function keptCell(
  compiled: CompiledPosterior,
  integration: Integration,
  latent: number,
  coordinate: number,
  cell: number,
  functional: number,
): CellDistribution {
  const { name, size } = compiled.latents[latent] as CompiledPosterior["latents"][number];
  const { support } = compiled.lowered.latents[latent] as CompiledPosterior["lowered"]["latents"][number];
  const { lower, upper } = rangeOfSupport(support);
  const line = lineDistribution(integration, coordinate);
  const valueAt = (u: number): number => {
    const position = new Float64Array(compiled.dimension);
    position[coordinate] = u;
    return compiled.constrain(position)[latent]?.[cell] as number;
  };
  const rises = valueAt(1) > valueAt(0);
  return {
    mean: integration.functionals.mean[functional] as number,
    sd: integration.functionals.sd[functional] as number,
    quantile: (p) => (p === 0 ? lower : p === 1 ? upper : valueAt(line.quantile(rises ? p : 1 - p))),
    cdf: (x) => {
      if (x <= lower) return 0;
      if (x >= upper) return 1;
      const values = new Map([[name, new Float64Array(size).fill(x)]]);
      const below = line.cdf(compiled.positionOf(values, new Float64Array(compiled.dimension))[coordinate] as number);
      return rises ? below : 1 - below;
    },
  };
}

/** Nodes with less of the mass say nothing of a mixture. */
const negligible = 1e-13;

function removedMarginals(
  { quantities }: AnyPosterior,
  { compiled, integration }: Integrated,
  removed: readonly Block[],
): Entry[] {
  let functional = compiled.latents.reduce((sum, { size }) => sum + size, 0);
  return removed.map((block): Entry => {
    const { name, axes } = block.variables[0] as Block["variables"][number];
    const { node } = quantities.find((quantity) => quantity.name === name) as NamedNode;
    const range = rangeOfSupport(supportOf(node));
    const mixture = mixtureOf(compiled, integration, block);
    const cells = Array.from({ length: sizeOf(axes) }, (_, cell): CellDistribution => {
      const f = functional++;
      const [mean, sd] = [integration.functionals.mean[f] as number, integration.functionals.sd[f] as number];
      return mixtureCell(mixture, cell, { mean, sd, range });
    });
    return [name, cellsMarginal(axes, cells)];
  });
}

/** The law of a removed variable at every node of the lattice. */
interface Mixture {
  readonly family: ScalarFamily;
  readonly weights: readonly number[];
  readonly parameters: readonly (readonly Float64Array[])[];
}

function mixtureOf(compiled: CompiledPosterior, integration: Integration, block: Block): () => Mixture {
  let made: Mixture | undefined;
  return () => {
    made ??= mixtureNow(compiled, integration, block);
    return made;
  };
}

function mixtureNow(compiled: CompiledPosterior, { lattice, map, weights }: Integration, block: Block): Mixture {
  const { dimension, places, step } = lattice;
  const position = new Float64Array(dimension);
  const nodes = Array.from(weights.keys()).filter((node) => (weights[node] as number) > negligible);
  const laws = nodes.map((node) => {
    const z = Float64Array.from({ length: dimension }, (_, i) => step * (places[node * dimension + i] as number));
    map.place(z, position, 0);
    const { family, parameters } = lawAt(compiled, block, compiled.constrain(position));
    return { family, parameters: parameters.map((values) => values.slice()) };
  });
  return {
    family: (laws[0] as (typeof laws)[number]).family,
    weights: nodes.map((node) => weights[node] as number),
    parameters: laws.map(({ parameters }) => parameters),
  };
}

function mixtureCell(
  mixture: () => Mixture,
  cell: number,
  { mean, sd, range: { lower, upper } }: { readonly mean: number; readonly sd: number; readonly range: Range },
): CellDistribution {
  const cdf = (x: number): number => {
    const { family, weights, parameters } = mixture();
    const below = weights.reduce(
      (sum, weight, node) =>
        sum + weight * (family.cdf?.(x, ...(parameters[node] ?? []).map((all) => all[cell] as number)) ?? Number.NaN),
      0,
    );
    return Math.min(1, below);
  };
  const quantile = (p: number): number => {
    if (p === 0) return lower;
    if (p === 1) return upper;
    let [low, high] = [Math.max(lower, mean - sd), Math.min(upper, mean + sd)];
    for (let width = sd; cdf(low) > p && low > lower; width *= 2) low = Math.max(lower, low - width);
    for (let width = sd; cdf(high) < p && high < upper; width *= 2) high = Math.min(upper, high + width);
    return findRoot((x) => cdf(x) - p, low, high, { tolerance: 1e-10 * sd });
  };
  return { mean, sd, cdf, quantile };
}
