/** Plan which variables a run integrates out, and draw them back from their exact laws, draw by draw. */

import type { Block, Choice, Marginalized } from "@credence/conjugate";
import type { Json, Trace } from "@credence/draws";
import { type Rng, rng } from "@credence/math";
import { sizeOf } from "@credence/model";
import type { LatentValues } from "./derived-values.js";
import type { AnyPosterior } from "./given.js";
import type { AnyOptions, Sizes } from "./options.js";
import { hashFor, marginalizedFor } from "./remembered.js";
import { traceOfValues } from "./trace-of.js";

/**
 * What is left to sample and how the rest is drawn back; undefined when nothing is integrated out. With
 * `sampler: "auto"` whatever pays is, unless `marginalize` is false; a named sampler integrates only when told to.
 * @throws TypeError when `marginalize` names a variable that there is not or that cannot be integrated out, with the reason.
 */
export function planOf(posterior: AnyPosterior, options: AnyOptions): Marginalized | undefined {
  const { marginalize: asked, sampler = "auto", steps = {} } = options;
  if (asked === false || (asked === undefined && sampler !== "auto")) return undefined;
  const latent = posterior.quantities
    .filter(({ name, node }) => node.operation.op === "random" && !posterior.data.has(name))
    .map(({ name }) => name);
  if (Object.keys(steps).some((name) => !latent.includes(name))) return undefined; // refused where steps are read
  const named = namesIn(asked);
  const unknown = named.find((name) => !latent.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`marginalize: \`${unknown}\` is no latent variable; there are ${latent.join(", ")}`);
  const stepped = named.find((name) => steps[name] !== undefined);
  if (stepped !== undefined)
    throw new TypeError(`marginalize: \`${stepped}\` has a step of its own: leave out one of the two`);
  const choice: Choice = named.length > 0 ? named : latent.filter((name) => steps[name] === undefined);
  const plan = marginalizedFor(posterior, choice, asked === undefined ? "worthwhile" : "possible");
  const kept = named.length > 0 ? plan.left.find(({ name }) => named.includes(name)) : undefined;
  if (kept !== undefined) throw new TypeError(`marginalize: \`${kept.name}\` cannot be integrated out: ${kept.reason}`);
  return plan.removed.length > 0 ? plan : undefined;
}

function namesIn(asked: unknown): readonly string[] {
  if (asked === undefined || asked === true) return [];
  const names = typeof asked === "string" ? [asked] : asked;
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  throw new TypeError(
    `marginalize is ${JSON.stringify(asked)}; give true, false, a name or a list of names, as in marginalize: ["theta"]`,
  );
}

/** What was integrated out, in words: "theta (beta-binomial from sales)". */
export const describeBlocks = (blocks: readonly Block[]): string =>
  blocks
    .map(({ variables, pair, observed }) => {
      const names = variables.map(({ name }) => name).join(", ");
      return observed.length === 0 ? `${names} (${pair})` : `${names} (${pair} from ${observed.join(", ")})`;
    })
    .join("; ");

/**
 * Draws of the removed variables, one from the exact law at each draw of what was left, made when first read. The stream
 * depends on the seed, the chain and the variables' names: neither slices nor the order of reading change a draw.
 */
export function drawnBack(
  blocks: readonly Block[],
  latents: readonly LatentValues[],
  { chains, draws, seed }: { readonly chains: number; readonly draws: number; readonly seed: number },
): readonly LatentValues[] {
  const known = new Map(latents.map((latent) => [latent.name, latent]));
  for (const block of blocks) {
    let drawn: readonly Float64Array[] | undefined;
    const all = (): readonly Float64Array[] => {
      const label = block.variables.map(({ name }) => name).join(",");
      drawn ??= drawBlock(
        block,
        block.given.map((name) => (known.get(name) as LatentValues).values),
        Array.from({ length: chains }, (_, c) => rng(seed, "marginalized", c, label)),
        draws,
      );
      return drawn;
    };
    block.variables.forEach(({ name }, v) => {
      known.set(name, {
        name,
        get values() {
          return all()[v] as Float64Array;
        },
      });
    });
  }
  return blocks.flatMap(({ variables }) => variables.map(({ name }) => known.get(name) as LatentValues));
}

function drawBlock(
  { variables, draw }: Block,
  given: readonly Float64Array[],
  streams: readonly Rng[],
  draws: number,
): readonly Float64Array[] {
  const drawn = variables.map(({ axes }) => new Float64Array(streams.length * draws * sizeOf(axes)));
  streams.forEach((stream, c) => {
    const chain = (all: Float64Array): Float64Array => {
      const length = all.length / streams.length;
      return all.subarray(c * length, (c + 1) * length);
    };
    draw(given.map(chain), draws, stream, drawn.map(chain));
  });
  return drawn;
}

/** Whether a posterior has no latent variable. */
export const nothingLeft = ({ quantities, data }: AnyPosterior): boolean =>
  quantities.every(({ name, node }) => node.operation.op !== "random" || data.has(name));

/** Independent draws where every variable was integrated out, one block after another. */
export function drawnTrace(
  posterior: AnyPosterior,
  { removed }: Marginalized,
  { chains, draws, seed }: Sizes,
  keep: readonly string[] | undefined,
  startedAt: number,
): Trace<unknown> {
  const latents = drawnBack(removed, [], { chains, draws, seed });
  const facts = {
    sampler: "exact",
    seed,
    elapsedMs: performance.now() - startedAt,
    tune: 0,
    messages: [
      `exact: the whole posterior was integrated out piece by piece (${describeBlocks(removed)}); the draws are independent`,
    ],
    interrupted: false,
    independent: true,
    options: { chains, draws, seed, tune: 0, sampler: { name: "exact" }, marginalized: blocksAsData(removed) },
    modelHash: hashFor(posterior),
  };
  return traceOfValues(posterior, latents, { ...facts, chains, draws, stats: {} }, keep);
}

/** What a trace records of the blocks. */
export const blocksAsData = (blocks: readonly Block[]): Json =>
  blocks.map(({ variables, pair, observed }) => ({
    variables: variables.map(({ name }) => name),
    pair,
    observed: [...observed],
  }));
