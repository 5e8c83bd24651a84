/** Decide between alternatives whose posteriors are known exactly: by their parameters, or as marginals of a closed form. */
import {
  type Arm,
  type BetaArm,
  type Contrast,
  differenceOf,
  type ExactVariable,
  expectedLossOf,
  type GammaArm,
  liftOf,
  type NormalArm,
  probabilityBestOf,
  probabilityBetterOf,
} from "@credence/conjugate";
import { type Cell, cellOf, type Marginal } from "@credence/draws";
import { variableOf } from "./marginal.js";

/**
 * One of several alternatives, independent of the others: `{ alpha, beta }` of a beta posterior, `{ shape, rate }` of a
 * gamma or `{ mean, sd }` of a normal one; or a single value's marginal, as `closed.distributions.rate.at({ page: "A" })`.
 */
export type Alternative = BetaArm | GammaArm | NormalArm | Marginal<never>;

/**
 * The probability of each alternative to be the largest: P_i = ∫ f_i ∏_{j≠i} F_j by quadrature, with a relative error of
 * about 1e-11 however small it is.
 *
 * @param alternatives a list, answered in its order; or a marginal over dims, answered label by label
 * @throws TypeError where a posterior is neither beta nor gamma nor normal, or the families differ
 */
export function probabilityBest(alternatives: readonly Alternative[]): number[];
export function probabilityBest<D extends string>(alternatives: Marginal<D>): Cell<D>;
export function probabilityBest(alternatives: readonly Alternative[] | Marginal<string>): number[] | Cell<string> {
  return forEach("probabilityBest", alternatives, probabilityBestOf);
}

/** P(b > a), the probability that the second alternative is better than the first, as in a test of B against A. */
export function probabilityBetter(a: Alternative, b: Alternative): number {
  return probabilityBetterOf(armOf("probabilityBetter", a), armOf("probabilityBetter", b));
}

/**
 * What choosing each alternative costs on average: by how much the largest exceeds it, in its own units. Choose the least
 * and stop once it is too small to care.
 *
 * @param alternatives as {@link probabilityBest} takes them
 */
export function expectedLoss(alternatives: readonly Alternative[]): number[];
export function expectedLoss<D extends string>(alternatives: Marginal<D>): Cell<D>;
export function expectedLoss(alternatives: readonly Alternative[] | Marginal<string>): number[] | Cell<string> {
  return forEach("expectedLoss", alternatives, expectedLossOf);
}

/**
 * The law of the relative lift b/a − 1 of the second alternative over the first, both positive: 0.1 is 10 % more.
 * @throws TypeError for normal posteriors, whose ratio may have any sign: take {@link difference}
 */
export const lift = (a: Alternative, b: Alternative): Contrast => liftOf(armOf("lift", a), armOf("lift", b));

/** The law of the difference b − a. */
export const difference = (a: Alternative, b: Alternative): Contrast =>
  differenceOf(armOf("difference", a), armOf("difference", b));

function forEach(
  verb: string,
  alternatives: readonly Alternative[] | Marginal<string>,
  answer: (arms: readonly Arm[]) => number[],
): number[] | Cell<string> {
  if (Array.isArray(alternatives)) return answer(alternatives.map((each) => armOf(verb, each)));
  const variable = variableOf(Object(alternatives));
  if (variable === undefined)
    throw new TypeError(`${verb}: give a list of alternatives, or one of the distributions of a closed form`);
  return cellOf(variable.axes, Float64Array.from(answer(armsOf(verb, variable))));
}

/** The parameters behind an alternative; what is no marginal is taken for parameters, which are checked where they are used. */
function armOf(verb: string, alternative: Alternative): Arm {
  const variable = variableOf(Object(alternative));
  if (variable === undefined) return alternative as Arm;
  const [arm, ...others] = armsOf(verb, variable);
  if (arm === undefined || others.length > 0)
    throw new TypeError(
      `${verb}: \`${variable.name}\` has ${others.length + 1} values; choose one with .at({ ${variable.axes[0]?.name}: … })`,
    );
  return arm;
}

const makers: Readonly<Record<string, (one: number, two: number) => Arm>> = {
  beta: (alpha, beta) => ({ alpha, beta }),
  gamma: (shape, rate) => ({ shape, rate }),
  normal: (mean, sd) => ({ mean, sd }),
};

function armsOf(verb: string, { name, family, parameters }: ExactVariable): readonly Arm[] {
  const make = makers[family.name];
  const [one, two] = parameters;
  if (make === undefined || one === undefined || two === undefined)
    throw new TypeError(
      `${verb}: the posterior of \`${name}\` is a ${family.constructorName}, and only beta, gamma and normal ones are compared by formula; count draws instead: probability(trace, …)`,
    );
  return Array.from(one, (value, cell) => make(value, two[cell] as number));
}
