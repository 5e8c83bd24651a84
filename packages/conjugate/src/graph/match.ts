/** Match observed variables to conjugate pairs, or say in words why there is none. */
import type { ExprNode } from "@credence/model";
import type { Edge, Observations } from "../pairs/types.js";
import type { Variable } from "./condition.js";
import { valuesOver } from "./known.js";
import { type Link, linkOf } from "./link.js";
import { edgeFor, latentsIn, listed, missingPair, openParameters } from "./open.js";

/** An observed variable whose one unknown parameter is conjugate. */
export interface Match {
  readonly child: Variable;
  readonly latent: Variable;
  readonly edge: Edge;
  readonly seen: Observations;
}

/** The match of an observed variable with unknown parameters. */
export function matchOf(
  child: Variable,
  variables: ReadonlyMap<ExprNode, Variable>,
): Match | { readonly reason: string } {
  const { name, node, constrained } = child;
  if (constrained)
    return { reason: `\`${name}\` is observed under a constraint, whose constant depends on the unknown` };
  const open = openParameters(child, variables);
  const missing = missingPair(open, child);
  if (missing !== undefined) return { reason: missing };
  const latents = latentsIn(open);
  const [only, second] = open;
  const [latent, other] = latents;
  if (only === undefined || latent === undefined) throw new Error(`internal: \`${name}\` has no unknown parameter`);
  if (other !== undefined)
    return { reason: `\`${name}\` depends on ${listed(latents)} together: a closed form needs one unknown for each` };
  if (second !== undefined)
    return { reason: `\`${latent.name}\` is in the ${only.slot} and the ${second.slot} of \`${name}\` at once` };

  const edge = edgeFor(latent, only.slot, child) as Edge;
  const link = linkOf(only.expression, node.axes);
  if (link === undefined) {
    const allowed = edge.scalable ? "itself, its lookups and its known multiples" : "itself and its lookups";
    return { reason: `the ${only.slot} of \`${name}\` is a function of \`${latent.name}\` other than ${allowed}` };
  }
  const scale = scaleProblem(link, edge);
  if (scale !== undefined) return { reason: `the ${only.slot} of \`${name}\` is \`${latent.name}\` ${scale}` };
  const known = node.args.filter((_, i) => i !== only.position).map((arg) => valuesOver(arg, node));
  const { cells, exposure } = link;
  const seen = { values: child.values as Float64Array, cells, known, exposure };
  const refusal = edge.refuses?.(seen);
  return refusal === undefined ? { child, latent, edge, seen } : { reason: `\`${name}\` ${refusal}` };
}

function scaleProblem({ exposure }: Link, { scalable }: Edge): string | undefined {
  const factor = exposure.find((e) => (scalable ? !(e > 0 && e < Infinity) : e !== 1));
  if (factor === undefined) return undefined;
  return scalable
    ? `times ${factor}: exposures must be positive`
    : `times ${factor}: multiples of it have no conjugate pair`;
}
