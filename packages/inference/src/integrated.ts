/** Answer a posterior of which few dimensions are left by integrating these, with independent draws of everything. */
import { type CompiledPosterior, type CompileOptions, compilePosterior } from "@credence/compiler";
import {
  drawPositions,
  type Functionals,
  type Integration,
  integrateDensity,
  type Marginalized,
  mostDimensions,
  roughness,
} from "@credence/conjugate";
import type { Trace } from "@credence/draws";
import { rng } from "@credence/math";
import { graphOf, lengthOf } from "@credence/model";
import type { AnyPosterior } from "./given.js";
import { blocksAsData, describeBlocks, drawnBack, nothingLeft, planOf } from "./marginalized.js";
import type { AnyOptions, Sizes } from "./options.js";
import { hashFor, marginalizedFor, remembered } from "./remembered.js";
import { priorPositions } from "./start.js";
import { traceOfValues } from "./trace-of.js";

/** A posterior that was integrated: what is left of it, on a lattice, and what was removed before. */
export interface Integrated {
  /** What was integrated out in closed form; nothing if the posterior is as it was written. */
  readonly plan: Marginalized | undefined;
  readonly compiled: CompiledPosterior;
  readonly integration: Integration;
}

/** Why a posterior is not integrated; `few` if it would be but for its shape. */
export interface NotIntegrated {
  readonly few: boolean;
  readonly reason: string;
  /** What was learnt before, for chains to start from. */
  readonly pilot?: Pilot;
}

/** Mean and square root of the covariance of free coordinates. */
export interface Pilot {
  readonly compiled: CompiledPosterior;
  readonly center: Float64Array;
  /** Row-major. */
  readonly root: Float64Array;
}

/** Starts of the search for other modes. */
const startCount = 8;
/** More values than this are never left with so few dimensions: matrices of size 2 have 4 values in 1. */
const mostValues = 12;

/** How what is left is integrated. */
export interface IntegrationOptions extends CompileOptions {
  /** Quantities whose moments are wanted besides those of the coordinates. */
  readonly functionalsOf?: (compiled: CompiledPosterior) => Functionals;
}

/**
 * Integrates what is left of a posterior, or says why not.
 *
 * @param plan what is removed in closed form before
 */
export function integrateRest(
  posterior: AnyPosterior,
  plan: Marginalized | undefined,
  { rewrites = true, functionalsOf }: IntegrationOptions = {},
): Integrated | NotIntegrated {
  const prepared = (rewrites ? preparedRest : preparedAsWritten)(plan?.rest ?? posterior);
  if ("reason" in prepared) return prepared;
  const { compiled, starts } = prepared;
  const functionals = functionalsOf?.(compiled);
  const found = integrateDensity(compiled, { starts, ...(functionals === undefined ? {} : { functionals }) });
  if (!("obstacle" in found)) return { plan, compiled, integration: found };
  const { reason, center, root } = found;
  return { few: true, reason, ...(center && root ? { pilot: { compiled, center, root } } : {}) };
}

/** A density of few smooth dimensions and where the search for modes starts; the same for every seed. */
interface Prepared {
  readonly compiled: CompiledPosterior;
  readonly starts: readonly Float64Array[];
}

function prepare(rest: AnyPosterior, rewrites: boolean): Prepared | NotIntegrated {
  const values = rest.quantities
    .filter(({ name, node }) => node.operation.op === "random" && !rest.data.has(name))
    .reduce((sum, { node }) => sum + lengthOf(node), 0);
  const many = { few: false, reason: `more than ${mostDimensions} dimensions are left` };
  if (values > mostValues) return many;
  const rough = roughness(graphOf(rest));
  const compiled = compilePosterior(rest, "unconstrained", { rewrites });
  if (compiled.dimension > mostDimensions) return many;
  if (rough !== undefined) return { few: true, reason: rough };
  return { compiled, starts: priorPositions(rest, compiled, rng("integrate"), startCount) };
}

const preparedRest = remembered((rest) => prepare(rest, true));
const preparedAsWritten = remembered((rest) => prepare(rest, false));

/** What `sampler: "auto"` removes in closed form so that as little as possible is left to integrate. */
export function planToIntegrate(posterior: AnyPosterior, options: AnyOptions): Marginalized | undefined {
  if (options.marginalize !== undefined) return planOf(posterior, options);
  const plan = marginalizedFor(posterior);
  return plan.removed.length === 0 || nothingLeft(plan.rest) ? undefined : plan;
}

/** A trace of independent draws: positions from the lattice now, what was removed when it is first read. */
export function integratedTrace(
  posterior: AnyPosterior,
  { plan, compiled, integration }: Integrated,
  { chains, draws, seed }: Sizes,
  keep: readonly string[] | undefined,
  startedAt: number,
): Trace<unknown> {
  const streams = Array.from({ length: chains }, (_, c) => rng(seed, "integrated", c));
  const { positions, error: excess } = drawPositions(integration, streams, draws);
  const values = compiled.constrainAll(positions, chains * draws);
  const latents = compiled.latents.map(({ name }, v) => ({ name, values: values[v] as Float64Array }));
  const removed = plan?.removed ?? [];
  const all = [...latents, ...drawnBack(removed, latents, { chains, draws, seed })];
  const facts = {
    sampler: "integrated",
    seed,
    elapsedMs: performance.now() - startedAt,
    tune: 0,
    messages: [`integrated: ${describeIntegrated({ plan, compiled, integration })}; the draws are independent`],
    interrupted: false,
    independent: true,
    options: {
      chains,
      draws,
      seed,
      tune: 0,
      sampler: { name: "integrated", error: integration.error, excess, nodes: integration.lattice.count },
      ...(plan === undefined ? {} : { marginalized: blocksAsData(removed) }),
    },
    modelHash: plan === undefined ? compiled.hash() : hashFor(posterior),
  };
  return traceOfValues(posterior, all, { ...facts, chains, draws, stats: {} }, keep);
}

/** What was done and how precise it is, in words. */
export function describeIntegrated({ plan, compiled, integration }: Integrated): string {
  const names = compiled.latents.map(({ name }) => name).join(", ");
  const { lattice, error } = integration;
  const rest =
    plan === undefined ? "" : `; integrated out in closed form and drawn back: ${describeBlocks(plan.removed)}`;
  return `${names} on a lattice of ${lattice.count} nodes, with an estimated error of ${error.toExponential(0)} posterior standard deviations${rest}`;
}

/** What a run says of a posterior that is small enough to integrate and yet is not. */
export const notIntegrated = ({ few, reason }: NotIntegrated): readonly string[] =>
  few ? [`not integrated on a lattice, though few dimensions are left: ${reason}`] : [];
