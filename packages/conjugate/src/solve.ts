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

/** The closed form; after `before`, the closed form of earlier observations of the same variables, if it is given. */
export function solve({ latents, matches, constants }: Found, before?: ExactPosterior): ExactPosterior {
  const priors = latents.map((latent) => priorOf(latent, matches));
  const running = priors.map((prior) => goingOn(prior, before));
  const parametersOf = (match: Match): readonly Float64Array[] =>
    (running.find(({ name }) => name === match.latent.name) as ExactVariable).parameters;
  const evidence = [
    ...constants.map(constantLogDensity),
    ...matches.map((match) => match.edge.absorb(parametersOf(match), match.seen)),
  ];
  const variables = running.map((variable, i) => finished(variable, priors[i] as ExactVariable, matches, before));
  const posteriorOf = (match: Match): readonly Float64Array[] =>
    (variables.find(({ name }) => name === match.latent.name) as ExactVariable).parameters;
  const laws = [
    ...constants.map(constantPredictive).filter((law) => law !== undefined),
    ...matches.map((match) => predictiveOf(match, posteriorOf(match))),
  ];
  return {
    variables,
    pieces: latents.flatMap((latent) => piecesOf(latent, matches)),
    predictives: laws,
    logEvidence: evidence.reduce((sum, term) => sum + term, before?.logEvidence ?? 0),
  };
}

const earlier = (name: string, before: ExactPosterior | undefined): ExactVariable | undefined =>
  before?.variables.find((variable) => variable.name === name);

/** The variable as observations before left it, in arrays of its own. */
const goingOn = (prior: ExactVariable, before: ExactPosterior | undefined): ExactVariable => ({
  ...prior,
  parameters: (earlier(prior.name, before) ?? prior).parameters.map((values) => values.slice()),
});

/**
 * The posterior, and what a later update needs. Where observations add to the parameters, it is the prior plus one sum
 * over all of them, in their order.
 */
function finished(
  running: ExactVariable,
  prior: ExactVariable,
  matches: readonly Match[],
  before: ExactPosterior | undefined,
): ExactVariable {
  const own = matches.filter(({ latent }) => latent.name === running.name);
  const carried = earlier(running.name, before)?.carried;
  const adds =
    own.every(({ edge }) => edge.adds !== undefined) && (carried === undefined || carried.totals !== undefined);
  if (!adds) return { ...running, carried: { prior: prior.parameters, totals: undefined } };
  const totals = prior.parameters.map((values, p) => carried?.totals?.[p]?.slice() ?? new Float64Array(values.length));
  for (const { edge, seen } of own) {
    edge.adds?.(seen).forEach((added, p) => {
      addEach(totals[p] as Float64Array, added, seen.cells);
    });
  }
  const parameters = prior.parameters.map((values, p) => values.map((value, c) => value + (totals[p]?.[c] as number)));
  return { ...running, parameters, carried: { prior: prior.parameters, totals } };
}

/** One after the other, so that where a batch ends makes no difference. */
function addEach(totals: Float64Array, added: Float64Array, cells: Int32Array): void {
  for (let i = 0; i < cells.length; i++) {
    const c = cells[i] as number;
    totals[c] = (totals[c] as number) + (added[i] as number);
  }
}

/** The prior with arrays of its own, which the observations then turn into the posterior. */
export function priorOf(latent: Variable, matches: readonly Match[]): ExactVariable {
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

/** The law of a new observation, given the posterior of the unknown that it depends on. */
export function predictiveOf({ child, edge, seen }: Match, parameters: readonly Float64Array[]): ExactPredictive {
  const at = (arrays: readonly Float64Array[], i: number): number[] => arrays.map((values) => values[i] as number);
  const logDensity = (x: number, position: number): number => {
    const cell = seen.cells[position] as number;
    return edge.logPredictive(x, at(parameters, cell), at(seen.known, position), seen.exposure[position] as number);
  };
  return { name: child.name, axes: child.node.axes, logDensity };
}
