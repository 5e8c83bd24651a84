/** Answer in closed form: marginals, evidence, predictive and independent draws of a recognised posterior. */
import {
  type ClosedBlocks,
  closedBlocks,
  type ExactPosterior,
  type ExactPredictive,
  type ExactVariable,
  type Marginalized,
  type Observed,
  recognise,
} from "@credence/conjugate";
import { type Cell, cellOf, type DimsOf, type Leaf, type Marginal, nest, type Trace } from "@credence/draws";
import { type Rng, rng } from "@credence/math";
import { graphOf, type Posterior, type RandomNode, sizeOf } from "@credence/model";
import { checkedPosterior } from "./check.js";
import type { AnyPosterior } from "./given.js";
import { marginal } from "./marginal.js";
import { drawnTrace } from "./marginalized.js";
import type { Sizes } from "./options.js";
import { hashFor } from "./remembered.js";
import { traceOfValues } from "./trace-of.js";

/** Exact distributions of the random variables, nested like the model's record. */
export type MarginalsOf<V> = {
  // biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim and kind
  readonly [K in keyof V as V[K] extends Leaf ? (V[K] extends RandomNode<any, any> ? K : never) : K]: V[K] extends Leaf
    ? Marginal<DimsOf<V[K]>>
    : MarginalsOf<V[K]>;
};

/** The law of one new observation, over the dims of the variable. */
export interface Predictive {
  /** Log density or mass of `x`, everything unknown integrated out: a number, or one for each label. */
  logDensity(x: number): Cell<string>;
}

/** A posterior in closed form. */
export interface Exact<V> {
  /** Mean, sd, quantiles, cdf and intervals of each variable. */
  readonly distributions: MarginalsOf<V>;
  /** Log density of the data with everything unknown integrated out, all constants included. */
  readonly logEvidence: number;
  /** The law of one new observation of each observed variable, by dotted name. */
  readonly predictive: Readonly<Record<string, Predictive>>;
  /** Which conjugate pair answered for which variable. */
  readonly pieces: ExactPosterior["pieces"];
  /** Independent draws, as one chain. Same seed, same draws. */
  draw(count: number, seed: number): Trace<V>;
}

/** The closed form of a posterior, or null where it has none that is known; `explain` says why. */
export function exact<V, O>(posterior: Posterior<V, O>): Exact<V> | null {
  const any = checkedPosterior("exact", posterior);
  const found = recognise(graphOf(any));
  if ("exact" in found) return exactOf<V>(any, found.exact);
  const blocks = closedBlocks(graphOf(any));
  return blocks === undefined ? null : exactByBlocks<V>(any, any, blocks);
}

const sources = new WeakMap<object, ExactSource>();

/** What an exact answer was made of; nothing for anything else. */
export const sourceOf = (exact: object): ExactSource | undefined => sources.get(exact);

/** A posterior and its closed form. */
export interface ExactSource {
  readonly posterior: AnyPosterior;
  readonly closed: ExactPosterior;
  /** All observations so far, where pieces depend on each other: such a form is found again from these. */
  readonly all?: Observed;
}

export function exactOf<V>(posterior: AnyPosterior, closed: ExactPosterior): Exact<V> {
  const answer = answerOf<V>(posterior, closed);
  sources.set(answer, { posterior, closed });
  return answer;
}

/** @param all what was observed in all, of which `posterior` may be the last batch */
export function exactByBlocks<V>(posterior: AnyPosterior, all: Observed, { exact, plan }: ClosedBlocks): Exact<V> {
  const answer = answerOf<V>(posterior, exact, plan);
  sources.set(answer, { posterior, closed: exact, all });
  return answer;
}

/** @param plan draws cells together that depend on each other */
function answerOf<V>(posterior: AnyPosterior, closed: ExactPosterior, plan?: Marginalized): Exact<V> {
  const entries = closed.variables.map((variable): [string, Marginal<string>] => [variable.name, marginal(variable)]);
  return {
    distributions: nest(entries) as unknown as MarginalsOf<V>,
    logEvidence: closed.logEvidence,
    predictive: Object.fromEntries(closed.predictives.map((p) => [p.name, predictive(p)])),
    pieces: closed.pieces,
    draw: (count, seed) => {
      const startedAt = performance.now();
      const sizes = { chains: 1, draws: count, seed, tune: 0 };
      return (
        plan === undefined
          ? exactDraws(posterior, closed, sizes, undefined, startedAt)
          : drawnTrace(posterior, plan, sizes, undefined, startedAt)
      ) as Trace<V>;
    },
  };
}

const predictive = ({ axes, logDensity }: ExactPredictive): Predictive => ({
  logDensity: (x) =>
    cellOf(
      axes,
      Float64Array.from({ length: sizeOf(axes) }, (_, position) => logDensity(x, position)),
    ),
});

/** A trace of exact draws when the whole posterior is recognised. */
export function exactTrace(
  posterior: AnyPosterior,
  sizes: Sizes,
  keep: readonly string[] | undefined,
  startedAt: number,
): Trace<unknown> | undefined {
  if (unrecognised.has(posterior)) return undefined;
  const found = recognise(graphOf(posterior));
  if ("exact" in found) return exactDraws(posterior, found.exact, { ...sizes, tune: 0 }, keep, startedAt);
  unrecognised.add(posterior);
  return undefined;
}

/** Posteriors that have no closed form at once: a second run need not look again. */
const unrecognised = new WeakSet<AnyPosterior>();

function exactDraws(
  posterior: AnyPosterior,
  closed: ExactPosterior,
  sizes: Sizes,
  keep: readonly string[] | undefined,
  startedAt: number,
): Trace<unknown> {
  const { chains, draws, seed } = sizes;
  const streams = Array.from({ length: chains }, (_, c) => rng(seed, "exact", c));
  const latents = closed.variables.map((variable) => ({
    name: variable.name,
    values: drawVariable(variable, streams, draws),
  }));
  const how = closed.pieces.map(({ variable, pair }) => `${variable} by ${pair}`).join(", ");
  const modelHash = hashFor(posterior);
  const facts = {
    sampler: "exact",
    seed,
    elapsedMs: performance.now() - startedAt,
    tune: 0,
    messages: [`exact: the whole posterior has a closed form (${how}); the draws are independent`],
    interrupted: false,
    independent: true,
    options: { ...sizes, sampler: { name: "exact" } },
    modelHash,
  };
  return traceOfValues(posterior, latents, { ...facts, chains, draws, stats: {} }, keep);
}

/** Draws laid out chain by chain, draw by draw; each cell of each chain has a stream of its own. */
function drawVariable(
  { name, axes, family, parameters }: ExactVariable,
  streams: readonly Rng[],
  draws: number,
): Float64Array {
  const width = sizeOf(axes);
  const values = new Float64Array(streams.length * draws * width);
  streams.forEach((stream, c) => {
    for (let cell = 0; cell < width; cell++) {
      const own = stream.split(name, cell);
      const point = parameters.map((p) => p[cell] as number);
      for (let d = 0; d < draws; d++) values[(c * draws + d) * width + cell] = family.random(own, ...point);
    }
  });
  return values;
}
