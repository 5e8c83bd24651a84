/** Recognise posteriors that have a closed form: independent latent variables, each with conjugate observations only. */
import { sameDim } from "@credence/draws";
import { type ExprNode, firstOutside, type Graph, type Parameter } from "@credence/model";
import { condition, type Variable } from "./graph/condition.js";
import { impossibility } from "./graph/known.js";
import { latentProblem } from "./graph/latent.js";
import { type Match, matchOf } from "./graph/match.js";
import { besidesVariables } from "./graph/promises.js";
import { type Found, priorOf, solve } from "./solve.js";
import type { ExactPosterior, ExactVariable, Recognition } from "./types.js";

/**
 * The closed form of a posterior, or why there is none, in a sentence. Given the closed form of earlier observations of
 * the same unknown variables, it goes on from there.
 *
 * Exact when every latent variable has a prior with known parameters, and every observed variable either depends on
 * nothing unknown or has exactly one unknown parameter: one latent variable of the family that is conjugate to it, looked
 * up at known labels, repeated over further dims, renamed (and, where it is a rate, times known exposures).
 * What is observed may enter the parameters of anything else.
 */
export function recognise(graph: Graph, before?: ExactPosterior): Recognition {
  const { variables, nodes } = condition(graph);
  const byNode = new Map<ExprNode, Variable>(variables.map((variable) => [variable.node, variable]));
  const latents = variables.filter(({ values }) => values === undefined);
  const observed = variables.filter(({ values }) => values !== undefined);
  const reason =
    besidesVariables(nodes) ??
    first(variables, impossibility) ??
    first(latents, (latent) => latentProblem(latent, byNode));
  if (reason !== undefined) return { reason };

  const matches: Match[] = [];
  const constants: Variable[] = [];
  for (const variable of observed) {
    if (variable.node.args.every((arg) => arg.known)) {
      if (variable.constrained)
        return { reason: `\`${variable.name}\` is observed under a constraint, whose constant is not known here` };
      constants.push(variable);
      continue;
    }
    const match = matchOf(variable, byNode);
    if ("reason" in match) return match;
    matches.push(match);
  }
  const found = { latents: inOrder(latents, graph), matches, constants };
  const change = before && changeOf(before, found);
  return change === undefined ? within(solve(found, before), graph) : { reason: change };
}

/** How the variables differ from those that were observed before; nothing if they are the same. */
function changeOf(before: ExactPosterior, { latents, matches }: Found): string | undefined {
  const names = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join(", ");
  if (names(before.variables) !== names(latents))
    return `the unknown variables are ${names(latents)}, and were ${names(before.variables)}`;
  for (const [i, latent] of latents.entries()) {
    const { name, axes, family, carried } = before.variables[i] as ExactVariable;
    const now = priorOf(latent, matches);
    if (axes.length !== now.axes.length || axes.some((axis, d) => !sameDim(axis, now.axes[d] as typeof axis)))
      return `\`${name}\` has other dims or labels than before`;
    const same = (values: Float64Array, p: number): boolean => values.every((v, c) => v === now.parameters[p]?.[c]);
    if (family !== now.family || !carried?.prior.every(same)) return `the prior of \`${name}\` is not what it was`;
  }
  return undefined;
}

/** The closed form as far as double precision can hold it, in the order of the model's record. */
function within(exact: ExactPosterior, graph: Graph): Recognition {
  const beyond = exact.variables.find(isBeyondDoubles);
  if (beyond !== undefined)
    return { reason: `the posterior of \`${beyond.name}\` is too extreme for double precision` };
  if (!Number.isFinite(exact.logEvidence))
    return { reason: `the log evidence is ${exact.logEvidence}: the data are all but impossible under the model` };
  return { exact: { ...exact, predictives: inOrder(exact.predictives, graph) } };
}

const isBeyondDoubles = ({ family, parameters, axes }: ExactVariable): boolean =>
  parameters.some((values, i) => firstOutside((family.parameters[i] as Parameter).support, values, axes) >= 0);

function inOrder<T extends { readonly name: string }>(items: readonly T[], { names }: Graph): readonly T[] {
  const order = new Map(names.map(({ name }, i) => [name, i]));
  return [...items].sort((a, b) => (order.get(a.name) as number) - (order.get(b.name) as number));
}

/** The first answer that a list gives. */
function first<T, R>(list: readonly T[], answer: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = answer(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
