/** Give steps of Gibbs the exact law of their variable given all others, where the model knows it in closed form. */
import type { CompiledPosterior } from "@credence/compiler";
import { conditionalLawOf } from "@credence/conjugate";
import type { Rng } from "@credence/math";
import { graphOf, topological } from "@credence/model";
import type { AnyPosterior } from "./given.js";

/** Replaces the coordinates of a variable in a position by a draw from its law given the others. */
export type Redraw = (position: Float64Array, rng: Rng) => void;

/** Draws that round to the end of a support, where its transform is infinite, are made again so many times. */
const mostTries = 100;

/** How to draw a latent variable from its law given all others; undefined where no rule tells it. */
export function conditionalLaw(posterior: AnyPosterior, compiled: CompiledPosterior, name: string): Redraw | undefined {
  const law = conditionalLawOf(graphOf(posterior), name);
  if (law === undefined || movesOthers(compiled, name)) return undefined;
  const at = compiled.latents.findIndex((latent) => latent.name === name);
  const { size, offset, length } = compiled.latents[at] as CompiledPosterior["latents"][number];
  const given = law.given.map((parent) => compiled.latents.findIndex((latent) => latent.name === parent));
  const place = compiled.placer(name);
  const drawn = new Float64Array(size);
  return (position, rng) => {
    const values = compiled.constrain(position);
    const parents = given.map((g) => values[g] as Float64Array);
    for (let tries = 0; tries < mostTries; tries++) {
      law.draw(parents, 1, rng, [drawn]);
      place(drawn, position);
      if (position.subarray(offset, offset + length).every(Number.isFinite)) return;
    }
    throw new RangeError(
      `gibbs: every draw of \`${name}\` rounds to the end of its support (such as ${drawn[0]}): give it nuts() or slice()`,
    );
  };
}

/** Whether another variable is written in terms of this one, non-centred or bounded by it, so that its value would move along. */
function movesOthers({ lowered: { latents } }: CompiledPosterior, name: string): boolean {
  const own = latents.find((latent) => latent.name === name);
  return latents.some(
    (latent) => latent !== own && own !== undefined && topological([latent.value]).includes(own.free),
  );
}
