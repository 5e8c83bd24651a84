/** List the parameters of a variable that are not known, and what they depend on. */
import type { ExprNode } from "@credence/model";
import { edges } from "../pairs/index.js";
import type { Edge } from "../pairs/types.js";
import { unknownsIn, type Variable } from "./condition.js";
import { conjugatePrior } from "./prior.js";

/** A parameter that depends on latent variables. */
export interface OpenParameter {
  readonly position: number;
  /** The parameter's name in its family. */
  readonly slot: string;
  readonly expression: ExprNode;
  readonly latents: readonly Variable[];
}

/** The parameters of a variable that are not known. `variables` finds a variable by its node. */
export function openParameters(
  { node, family }: Variable,
  variables: ReadonlyMap<ExprNode, Variable>,
): readonly OpenParameter[] {
  return node.args.flatMap((expression, position) => {
    if (expression.known) return [];
    const slot = family.parameters[position]?.name ?? `parameter ${position}`;
    const latents = unknownsIn(expression).map((latent) => variables.get(latent) as Variable);
    return [{ position, slot, expression, latents }];
  });
}

/** The pair of a latent variable and a child of which it is the parameter `slot`. */
export function edgeFor(latent: Variable, slot: string, child: Variable): Edge | undefined {
  const prior = conjugatePrior(latent).family.name;
  return edges.find((edge) => edge.prior === prior && edge.child === child.family.name && edge.slot === slot);
}

/** The first latent variable that has no pair with the parameter it is in, as a sentence. */
export function missingPair(open: readonly OpenParameter[], child: Variable): string | undefined {
  for (const { slot, latents } of open) {
    const latent = latents.find((one) => edgeFor(one, slot, child) === undefined);
    if (latent !== undefined)
      return `\`${latent.name}\` has no conjugate pair: ${latent.family.constructorName} prior on the ${slot} of \`${child.name}\` (${child.family.constructorName})`;
  }
  return undefined;
}

/** The latent variables in any of the parameters, once each. */
export const latentsIn = (open: readonly OpenParameter[]): readonly Variable[] => [
  ...new Set(open.flatMap(({ latents }) => latents)),
];

/** Names as people write them in a sentence. */
export function listed(variables: readonly Variable[]): string {
  const names = variables.map(({ name }) => `\`${name}\``);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
