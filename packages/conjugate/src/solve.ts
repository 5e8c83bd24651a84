/** Turn matched observations into posteriors, evidence and predictive laws. */
import type { ScalarFamily } from "@credence/model";
import type { Variable } from "./graph/condition.js";
import { constantLogDensity, constantPredictive } from "./graph/constant.js";
import { valuesOver } from "./graph/known.js";
import type { Match } from "./graph/match.js";
import { conjugatePrior } from "./graph/prior.js";
import type { ExactPosterior, ExactPredictive, ExactVariable, Piece } from "./types.js";

/** What recognition found: latent variables, their conjugate observations, and observations of nothing unknown. */
export interface Found {
  readonly latents: readonly Variable[];
  readonly matches: readonly Match[];
  readonly constants: readonly Variable[];
}

/** The closed form. */
export function solve({ latents, matches, constants }: Found): ExactPosterior {
  const variables = latents.map((latent) => priorOf(latent, matches));
  const parametersOf = (match: Match): readonly Float64Array[] =>
    (variables.find(({ name }) => name === match.latent.name) as ExactVariable).parameters;
  const evidence = [
    ...constants.map(constantLogDensity),
    ...matches.map((match) => match.edge.absorb(parametersOf(match), match.seen)),
  ];
  const laws = [
    ...constants.map(constantPredictive).filter((law) => law !== undefined),
    ...matches.map((match) => predictiveOf(match, parametersOf(match))),
  ];
  return {
    variables,
    pieces: latents.flatMap((latent) => piecesOf(latent, matches)),
    predictives: laws,
    logEvidence: evidence.reduce((sum, term) => sum + term, 0),
  };
}

/** The prior with arrays of its own, which the observations then turn into the posterior. */
function priorOf(latent: Variable, matches: readonly Match[]): ExactVariable {
  const { name, node } = latent;
  const matched = matches.some((match) => match.latent === latent);
  const { family, args } = matched ? conjugatePrior(latent) : { family: latent.family, args: node.args };
  const parameters = args.map((arg) => valuesOver(arg, node));
  return { name, axes: node.axes, family: family as ScalarFamily, parameters };
}

/** One piece for each pair that answered for a variable. */
function piecesOf(latent: Variable, matches: readonly Match[]): readonly Piece[] {
  const own = matches.filter((match) => match.latent === latent);
  if (own.length === 0) return [{ variable: latent.name, pair: "prior", observed: [] }];
  return [...new Set(own.map(({ edge }) => edge.pair))].map((pair) => ({
    variable: latent.name,
    pair,
    observed: own.filter(({ edge }) => edge.pair === pair).map(({ child }) => child.name),
  }));
}

function predictiveOf({ child, edge, seen }: Match, parameters: readonly Float64Array[]): ExactPredictive {
  const at = (arrays: readonly Float64Array[], i: number): number[] => arrays.map((values) => values[i] as number);
  const logDensity = (x: number, position: number): number => {
    const cell = seen.cells[position] as number;
    return edge.logPredictive(x, at(parameters, cell), at(seen.known, position), seen.exposure[position] as number);
  };
  return { name: child.name, axes: child.node.axes, logDensity };
}
