/** Recognise posteriors that have a closed form: independent latent variables, each with conjugate observations only. */
import { type ExprNode, firstOutside, type Graph, type Parameter, type ScalarFamily } from "@credence/model";
import { condition, type Variable } from "./graph/condition.js";
import { constantLogDensity, constantPredictive } from "./graph/constant.js";
import { impossibility, valuesOver } from "./graph/known.js";
import { latentProblem } from "./graph/latent.js";
import { type Match, matchOf } from "./graph/match.js";
import { besidesVariables } from "./graph/promises.js";
import type { ExactPosterior, ExactPredictive, ExactVariable, Piece, Recognition } from "./types.js";

/**
 * The closed form of a posterior, or why there is none, in a sentence.
 *
 * Exact when every latent variable has a prior with known parameters, and every observed variable either depends on
 * nothing unknown or has exactly one unknown parameter: one latent variable, looked up at known labels, repeated over
 * further dims, renamed (and, for Poisson rates, times known exposures), of the family that is conjugate to it.
 * What is observed may enter the parameters of anything else.
 */
export function recognise(graph: Graph): Recognition {
  const { variables, nodes } = condition(graph);
  const latents = variables.filter(({ values }) => values === undefined);
  const observed = variables.filter(({ values }) => values !== undefined);
  const byNode = new Map<ExprNode, Variable>(variables.map((variable) => [variable.node, variable]));
  const matches: Match[] = [];
  const constants: Variable[] = [];

  const other =
    besidesVariables(nodes) ??
    first(variables, impossibility) ??
    first(latents, (latent) => latentProblem(latent, byNode));
  if (other !== undefined) return { reason: other };
  for (const variable of observed) {
    if (variable.node.args.every((arg) => arg.known)) {
      if (variable.constrained)
        return { reason: `\`${variable.name}\` is observed under a constraint, whose normalisation is not known here` };
      constants.push(variable);
      continue;
    }
    const match = matchOf(variable, byNode);
    if ("reason" in match) return match;
    matches.push(match);
  }
  const exact = solve(latents, matches, constants, graph);
  const beyond = exact.variables.find(isBeyondDoubles);
  if (beyond !== undefined)
    return { reason: `the posterior of \`${beyond.name}\` is too extreme for double precision` };
  if (!Number.isFinite(exact.logEvidence))
    return { reason: `the log evidence is ${exact.logEvidence}: the data are all but impossible under the model` };
  return { exact };
}

const isBeyondDoubles = ({ family, parameters, axes }: ExactVariable): boolean =>
  parameters.some((values, i) => firstOutside((family.parameters[i] as Parameter).support, values, axes) >= 0);

/** The first answer that a list gives. */
function first<T, R>(list: readonly T[], answer: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = answer(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function solve(
  latents: readonly Variable[],
  matches: readonly Match[],
  constants: readonly Variable[],
  { names }: Graph,
): ExactPosterior {
  const parameters = new Map(
    latents.map((latent) => [latent, latent.node.args.map((arg) => valuesOver(arg, latent.node))]),
  );
  const of = (latent: Variable): readonly Float64Array[] => parameters.get(latent) as readonly Float64Array[];
  const evidence = [
    ...constants.map(constantLogDensity),
    ...matches.map(({ edge, latent, seen }) => edge.absorb(of(latent), seen)),
  ];
  const laws = [
    ...constants.map(constantPredictive).filter((law) => law !== undefined),
    ...matches.map((match) => predictiveOf(match, of(match.latent))),
  ];
  const order = new Map(names.map(({ name }, i) => [name, i]));
  const inOrder = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    [...list].sort((a, b) => (order.get(a.name) as number) - (order.get(b.name) as number));
  const ordered = inOrder(latents);
  return {
    variables: ordered.map((latent) => ({
      name: latent.name,
      axes: latent.node.axes,
      family: latent.family as ScalarFamily,
      parameters: of(latent),
    })),
    pieces: ordered.flatMap((latent) => piecesOf(latent, matches)),
    predictives: inOrder(laws),
    logEvidence: evidence.reduce((sum, term) => sum + term, 0),
  };
}

/** One piece for each pair that answered for a variable. */
function piecesOf({ name }: Variable, matches: readonly Match[]): readonly Piece[] {
  const own = matches.filter(({ latent }) => latent.name === name);
  if (own.length === 0) return [{ variable: name, pair: "prior", observed: [] }];
  return [...new Set(own.map(({ edge }) => edge.pair))].map((pair) => ({
    variable: name,
    pair,
    observed: own.filter(({ edge }) => edge.pair === pair).map(({ child }) => child.name),
  }));
}

function predictiveOf(
  { child, edge, seen: { cells, known, exposure } }: Match,
  parameters: readonly Float64Array[],
): ExactPredictive {
  const at = (arrays: readonly Float64Array[], i: number): number[] => arrays.map((values) => values[i] as number);
  return {
    name: child.name,
    axes: child.node.axes,
    logDensity: (x, position) =>
      edge.logPredictive(
        x,
        at(parameters, cells[position] as number),
        at(known, position),
        exposure[position] as number,
      ),
  };
}
