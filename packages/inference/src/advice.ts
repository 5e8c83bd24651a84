/** Ask of the draws of a run what a model wants to be checked, such as whether a basis was enough for its length scales. */
import { adviceOn } from "@credence/model";
import { derivedValues, type LatentValues } from "./derived-values.js";
import type { AnyPosterior } from "./given.js";

/** A share of draws below which nothing is said. */
const negligible = 0.01;

/** What is to be said of draws of the latent variables. */
export function adviceAfter(
  posterior: AnyPosterior,
  latents: readonly LatentValues[],
  count: number,
): readonly string[] {
  return adviceOn(posterior.quantities.map(({ node }) => node)).flatMap(({ concern, say }) => {
    const values = derivedValues(posterior, { name: "concern", node: concern }, latents, count);
    const share = values.reduce((total, value) => total + value, 0) / count;
    return share >= negligible ? [say(share)] : [];
  });
}
