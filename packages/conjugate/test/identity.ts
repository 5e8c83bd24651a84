/** Hold marginal densities to the identity joint = marginal × conditional, at random points: the oracle of every rewrite. */
import { compilePosterior } from "@credence/compiler";
import { type Rng, rng } from "@credence/math";
import { apply, dataNode, type ExprNode, evaluate, graphOf, type Posterior, sizeOf, sumAll } from "@credence/model";
import { type Block, type Choice, type Marginalized, marginalize } from "../src/index.js";

/** What is left of a posterior, and by how much the identity fails at the worst of some random points. */
export interface Identity extends Marginalized {
  /** |log joint − log conditional − log marginal|, relative to 1 + |log marginal|. */
  readonly gap: number;
}

/**
 * The conditional laws are normalised families, so that the identity at every value of what was removed is the integral.
 * Points lie within (−1.5, 1.5) on the unconstrained scale.
 */
export function identityOf<V, O>(posterior: Posterior<V, O>, choice: Choice = true, points = 6): Identity {
  const any = posterior as unknown as Posterior<unknown, unknown>;
  const marginalized = marginalize(graphOf(any), choice);
  const joint = compilePosterior(any, "constrained");
  const random = rng(7, "identity");
  let gap = 0;
  for (let k = 0; k < points; k++) {
    const position = Float64Array.from({ length: joint.dimension }, () => 3 * random.uniform() - 1.5);
    const values = new Map(
      joint.constrain(position).map((v, i) => [joint.latents[i]?.name as string, Float64Array.from(v)]),
    );
    let conditional = 0;
    for (const block of marginalized.removed) conditional += logConditional(block, values, random);
    const all = joint.positionOf(values, position);
    const marginal = restDensity(marginalized, values);
    if (joint.logDensity(all, 0) === -Infinity) {
      gap = Math.max(gap, Number.isFinite(conditional + marginal) ? Infinity : 0);
      continue;
    }
    gap = Math.max(gap, Math.abs(joint.logDensity(all, 0) - conditional - marginal) / (1 + Math.abs(marginal)));
  }
  return { ...marginalized, gap };
}

/** Draws a block anew at a point, and its log density there. */
function logConditional(block: Block, values: Map<string, Float64Array>, random: Rng): number {
  const given = block.given.map((name) => values.get(name) as Float64Array);
  const drawn = block.variables.map(({ axes }) => new Float64Array(sizeOf(axes)));
  block.draw(given, 1, random, drawn);
  block.variables.forEach(({ name }, v) => {
    values.set(name, drawn[v] as Float64Array);
  });
  return block.law(given).logDensity(drawn);
}

function restDensity({ rest }: Marginalized, values: ReadonlyMap<string, Float64Array>): number {
  const latent = rest.quantities.some(({ name, node }) => node.operation.op === "random" && !rest.data.has(name));
  if (!latent) return rest.quantities.reduce((sum, { name, node }) => sum + knownDensity(node, rest.data.get(name)), 0);
  const compiled = compilePosterior(rest, "constrained");
  return compiled.logDensity(compiled.positionOf(values, new Float64Array(compiled.dimension)), 0);
}

function knownDensity({ operation, args, axes }: ExprNode, seen: Float64Array | undefined): number {
  const value = (x: ExprNode): number => evaluate(sumAll(x))[0] as number;
  if (operation.op === "term") return value(args[0] as ExprNode);
  if (operation.op !== "random" || seen === undefined) return 0;
  return value(apply("add", operation.family.logDensity(dataNode(axes, seen), ...args), dataNode(axes, seen).mul(0)));
}
