/** Compute a derived quantity at every draw of the variables that it hangs on. */
import { derivation } from "@credence/compiler";
import { type ExprNode, type NamedNode, sizeOf, topological } from "@credence/model";
import type { AnyPosterior } from "./given.js";

/** Draws of a latent variable, chain by chain, draw by draw; they may be made when first read. */
export interface LatentValues {
  readonly name: string;
  readonly values: Float64Array;
}

/** A quantity of a model at every draw of its latent variables, draw by draw; observed variables have their data. */
export function derivedValues(
  posterior: AnyPosterior,
  quantity: NamedNode,
  latents: readonly LatentValues[],
  count: number,
): Float64Array {
  const parents = randomParents(quantity.node);
  const needed = posterior.quantities.filter(({ node }) => parents.has(node)).map(({ name }) => name);
  const used = latents.filter(({ name }) => needed.includes(name));
  const program = derivation(
    posterior,
    quantity,
    used.map(({ name }) => name),
  );
  const width = sizeOf(quantity.node.axes);
  const out = new Float64Array(count * width);
  const drawn = used.map(({ values }) => values);
  for (let i = 0; i < count; i++) {
    const point = drawn.map((values) =>
      values.subarray((i * values.length) / count, ((i + 1) * values.length) / count),
    );
    out.set(program.run(point), i * width);
  }
  return out;
}

/** The random variables that an expression is computed from, without theirs. */
export const randomParents = (root: ExprNode): ReadonlySet<ExprNode> =>
  new Set(topological([root], { has: isRandom }).filter(isRandom));
const isRandom = ({ operation }: ExprNode): boolean => operation.op === "random";
