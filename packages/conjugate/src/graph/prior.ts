/** Write priors in the family that is conjugate: an exponential rate is a gamma one, a uniform proportion a beta one. */
import { constant, type ExprNode, evaluate, type Family, familyNamed, raw } from "@credence/model";
import type { Variable } from "./condition.js";

/** A family and its parameters. */
export interface Prior {
  readonly family: Family;
  readonly args: readonly ExprNode[];
}

const always = (node: ExprNode, value: number): boolean => node.known && evaluate(node).every((x) => x === value);

/** The same law by another family, under some conditions. */
const alternatives: Readonly<
  Record<string, (...args: readonly ExprNode[]) => readonly [string, ...ExprNode[]] | undefined>
> = {
  exponential: (rate) => (rate === undefined ? undefined : ["gamma", constant(1), rate]),
  chi_squared: (nu) => (nu === undefined ? undefined : ["gamma", nu.div(2), constant(0.5)]),
  beta_proportion: (mu, kappa) =>
    mu === undefined || kappa === undefined ? undefined : ["beta", mu.mul(kappa), raw.sub(1, mu).mul(kappa)],
  inverse_chi_squared: (nu) => (nu === undefined ? undefined : ["inverse_gamma", nu.div(2), constant(0.5)]),
  scaled_inverse_chi_squared: (nu, s) =>
    nu === undefined || s === undefined ? undefined : ["inverse_gamma", nu.div(2), raw.square(s).mul(nu.div(2))],
  uniform: (lower, upper) =>
    lower !== undefined && upper !== undefined && always(lower, 0) && always(upper, 1)
      ? ["beta", constant(1), constant(1)]
      : undefined,
};

/** The prior of a latent variable as conjugate pairs know it. */
export function conjugatePrior({ family, node }: Variable): Prior {
  const [name, ...args] = alternatives[family.name]?.(...node.args) ?? [];
  return name === undefined ? { family, args: node.args } : { family: familyNamed(name), args };
}
