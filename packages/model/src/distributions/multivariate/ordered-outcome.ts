/** Ordered outcomes: a latent logistic or normal around eta, seen only as the interval between cutpoints that it falls into. */
import type { Dim, DimsOf } from "@credence/draws";
import { log, type Rng } from "@credence/math";
import { type Axis, hasAxis } from "../../expr/layout.js";
import { constant, type ExprNode, gather, nodeOf, take } from "../../expr/node.js";
import { eq, gt, log1mExp, logInvLogit, lt, max, min, mul, sum, where } from "../../expr/raw.js";
import type { Arg, Count, Node, Real, Variable } from "../../expr/types.js";
import { real } from "../../support.js";
import { normalTails } from "../composite/truncated-normal.js";
import type { LabelFamily } from "../types.js";
import { variableWithin, withLast } from "./shape.js";

/** The dim of the cutpoints is the last of theirs (see `withLast`). */
const cutsOf = (cutpoints: ExprNode): Axis => cutpoints.axes.at(-1) as Axis;

/** 1 where cutpoints increase. */
function increasing(cutpoints: ExprNode): ExprNode {
  const dim = cutsOf(cutpoints);
  const next = Int32Array.from({ length: dim.size }, (_, k) => Math.min(k + 1, dim.size - 1));
  const rises = gt(gather(cutpoints, dim, next, [dim]), cutpoints);
  return eq(sum(rises, dim), dim.size - 1);
}

/** The cutpoints on either side of the outcome x, with whether there is one. */
function around(x: ExprNode, cutpoints: ExprNode) {
  const dim = cutsOf(cutpoints);
  return {
    hasLower: gt(x, 0),
    hasUpper: lt(x, dim.size),
    lower: take(cutpoints, dim, max(x.sub(1), 0)),
    upper: take(cutpoints, dim, min(x, dim.size - 1)),
  };
}

/** The outcome of a latent value: how many cutpoints lie below it. */
const outcome = (latent: number, cutpoints: Float64Array): number => {
  const at = cutpoints.findIndex((cut) => latent <= cut);
  return at < 0 ? cutpoints.length : at;
};

function family(
  name: string,
  constructorName: string,
  logDensity: (x: ExprNode, eta: ExprNode, cutpoints: ExprNode) => ExprNode,
  noise: (rng: Rng) => number,
): LabelFamily {
  return {
    name,
    constructorName,
    event: "label",
    parameters: [
      { name: "eta", support: real },
      { name: "cutpoints", support: real },
    ],
    requires: { text: "cutpoints that increase", holds: (_, cutpoints) => increasing(cutpoints) },
    support: ([, cutpoints]) => ({
      kind: "integer",
      lower: 0,
      ...(cutpoints === undefined ? {} : { upper: cutsOf(cutpoints).size }),
    }),
    logDensity: (x, eta, cutpoints) => logDensity(x, eta, cutpoints),
    random: (rng, eta, cutpoints) => outcome((eta[0] as number) + noise(rng), cutpoints),
  };
}

/** log(σ(b) − σ(a)) = log σ(b) + log σ(−a) + log(1 − exp(a − b)), each part 0 where its cutpoint is missing. */
function logisticLogDensity(x: ExprNode, eta: ExprNode, cutpoints: ExprNode): ExprNode {
  const { hasLower, hasUpper, lower, upper } = around(x, cutpoints);
  const between = mul(hasLower, hasUpper);
  const gap = where(between, lower.sub(upper), -1); // without eta, which would cost the digits of a narrow gap
  return where(hasUpper, logInvLogit(upper.sub(eta)), 0)
    .add(where(hasLower, logInvLogit(eta.sub(lower)), 0))
    .add(where(between, log1mExp(gap), 0));
}

export const orderedLogisticFamily: LabelFamily = family(
  "ordered_logistic",
  "orderedLogistic",
  logisticLogDensity,
  (rng) => {
    const u = rng.uniform();
    return log(u) - log(1 - u);
  },
);

export const orderedProbitFamily: LabelFamily = family(
  "ordered_probit",
  "orderedProbit",
  (x, eta, cutpoints) => {
    const { hasLower, hasUpper, lower, upper } = around(x, cutpoints);
    const between = normalTails.logBetween as NonNullable<typeof normalTails.logBetween>;
    return between(where(hasLower, lower, -Infinity), where(hasUpper, upper, Infinity), eta, constant(1));
  },
  (rng) => rng.normal(),
);

/**
 * An ordered outcome 0 … K by a latent logistic around `eta`: P(x ≤ k) = 1 / (1 + exp(eta − cₖ)), the proportional odds
 * model (McCullagh 1980).
 *
 * @param cut the dim of the K cutpoints.
 * @param cutpoints increasing along it, as `ordered(normal(0, 5).over(cut), cut)`.
 * @throws RangeError when known cutpoints do not increase.
 */
export function orderedLogistic<C extends string, A extends Arg, E extends string>(
  cut: Dim<C>,
  eta: A,
  cutpoints: Node<E | C, Real>,
): Variable<DimsOf<A> | Exclude<E, C>, Count> {
  return orderedOutcome(orderedLogisticFamily, cut, eta, cutpoints);
}

/**
 * An ordered outcome 0 … K by a latent standard normal around `eta`: P(x ≤ k) = Φ(cₖ − eta) (Aitchison and Silvey 1957).
 *
 * @param cut the dim of the K cutpoints.
 * @param cutpoints increasing along it, as `ordered(normal(0, 5).over(cut), cut)`.
 * @throws RangeError when known cutpoints do not increase.
 */
export function orderedProbit<C extends string, A extends Arg, E extends string>(
  cut: Dim<C>,
  eta: A,
  cutpoints: Node<E | C, Real>,
): Variable<DimsOf<A> | Exclude<E, C>, Count> {
  return orderedOutcome(orderedProbitFamily, cut, eta, cutpoints);
}

/** @throws where cutpoints do not vary along their dim, or eta does */
function orderedOutcome<T>(family: LabelFamily, cut: Axis, eta: Arg, cutpoints: Arg): T {
  const { constructorName } = family;
  if (hasAxis(nodeOf(eta, `the eta of ${constructorName}`).axes, cut.name))
    throw new TypeError(
      `the eta of ${constructorName} varies along "${cut.name}", the dim of the cutpoints: let it vary along the dim of the outcomes`,
    );
  return variableWithin(family, [eta, withLast<Arg>(cutpoints, cut, `the cutpoints of ${constructorName}`)], [], [cut]);
}
