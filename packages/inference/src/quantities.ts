/** Give every unobserved quantity of a model its values at a position. */
import { type CompiledPosterior, derivation } from "@credence/compiler";
import type { Axes, NamedNode } from "@credence/model";
import type { AnyPosterior } from "./given.js";

/** A quantity's values at one point, row-major over its dims. */
export interface QuantityAt {
  readonly name: string;
  readonly axes: Axes;
  readonly values: Float64Array;
}

/** Latent variables and derived quantities at a position, in the order of the model's record. */
export function quantitiesAt(
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  position: Float64Array,
): readonly QuantityAt[] {
  const names = compiled.latents.map(({ name }) => name);
  const latents = compiled.constrain(position).map((values) => Float64Array.from(values));
  return unobserved(posterior).map(({ name, node }) => {
    const at = names.indexOf(name);
    const values =
      at >= 0
        ? (latents[at] as Float64Array)
        : Float64Array.from(derivation(posterior, { name, node }, names).run(latents));
    return { name, axes: node.axes, values };
  });
}

/** The quantities that a trace or a point holds: all but the observed ones. */
export const unobserved = ({ quantities, data }: AnyPosterior): readonly NamedNode[] =>
  quantities.filter(({ name }) => !data.has(name));
