/** Match observed variables to conjugate pairs, or say in words why there is none. */
import type { ExprNode } from "@credence/model";
import { edges } from "../pairs/index.js";
import type { Edge, Observations } from "../pairs/types.js";
import { unknownsIn, type Variable } from "./condition.js";
import { valuesOver } from "./known.js";
import { type Link, linkOf } from "./link.js";

/** An observed variable whose one unknown parameter is conjugate. */
export interface Match {
  readonly child: Variable;
  readonly latent: Variable;
  readonly edge: Edge;
  readonly seen: Observations;
}

type Names = ReadonlyMap<ExprNode, Variable>;

/** The match of an observed variable with unknown parameters. */
export function matchOf(child: Variable, variables: Names): Match | { readonly reason: string } {
  const { node, family, name } = child;
  if (child.constrained)
    return { reason: `\`${name}\` is observed under a constraint, whose normalisation depends on what is unknown` };
  const unknown = node.args.flatMap((arg, slot) =>
    arg.known ? [] : [{ arg, slot: family.parameters[slot]?.name ?? `parameter ${slot}`, position: slot }],
  );
  const latents = [...new Set(unknown.flatMap(({ arg }) => unknownsIn(arg)))].map(
    (latent) => variables.get(latent) as Variable,
  );
  const [first] = unknown;
  const [latent] = latents;
  if (first === undefined || latent === undefined) throw new Error(`internal: \`${name}\` has no unknown parameter`);
  if (latents.length > 1) {
    const lonely = unknown.find(({ arg, slot }) =>
      unknownsIn(arg).some((u) => edgeFor(variables.get(u) as Variable, slot, child) === undefined),
    );
    const [culprit] =
      lonely === undefined
        ? []
        : unknownsIn(lonely.arg).filter((u) => edgeFor(variables.get(u) as Variable, lonely.slot, child) === undefined);
    return {
      reason:
        culprit === undefined || lonely === undefined
          ? `\`${name}\` depends on ${listed(latents)} together: a closed form needs one unknown for each observation`
          : noPair(variables.get(culprit) as Variable, lonely.slot, child),
    };
  }
  if (unknown.length > 1)
    return {
      reason: `\`${latent.name}\` is in two parameters of \`${name}\` (${unknown.map(({ slot }) => slot).join(" and ")}): no conjugate pair covers that`,
    };
  const { arg, slot, position } = first;
  const edge = edgeFor(latent, slot, child);
  if (edge === undefined) return { reason: noPair(latent, slot, child) };
  const link = linkOf(arg, node.axes);
  if (link === undefined)
    return {
      reason: `the ${slot} of \`${name}\` is a function of \`${latent.name}\` other than itself${edge.scalable ? ", its lookups and its known multiples" : " and its lookups"}: that leaves the conjugate family`,
    };
  const scale = scaleProblem(link, edge);
  if (scale !== undefined) return { reason: `the ${slot} of \`${name}\` is \`${latent.name}\` ${scale}` };
  const known = node.args.filter((_, i) => i !== position).map((other) => valuesOver(other, node));
  return {
    child,
    latent,
    edge,
    seen: { values: child.values as Float64Array, cells: link.cells, known, exposure: link.exposure },
  };
}

/** The pair of a latent variable's family and a child of which it is the parameter `slot`. */
export const edgeFor = (latent: Variable, slot: string, child: Variable): Edge | undefined =>
  edges.find((edge) => edge.prior === latent.family.name && edge.child === child.family.name && edge.slot === slot);

/** That a latent variable has no pair, as a sentence. */
export const noPair = (latent: Variable, slot: string, child: Variable): string =>
  `\`${latent.name}\` has no conjugate pair: ${latent.family.constructorName} prior on the ${slot} of \`${child.name}\` (${child.family.constructorName})`;

/** Names as people write them in a sentence. */
export const listed = (variables: readonly Variable[]): string => {
  const names = variables.map(({ name }) => `\`${name}\``);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
};

function scaleProblem({ exposure }: Link, { scalable }: Edge): string | undefined {
  const factor = exposure.find((e) => (scalable ? !(e > 0 && e < Infinity) : e !== 1));
  if (factor === undefined) return undefined;
  return scalable
    ? `times ${factor}: exposures must be positive`
    : `times ${factor}: multiples of it have no conjugate pair`;
}
