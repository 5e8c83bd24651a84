/** Look a scalar up in a closed form, so that draws can be held to it. */
import { type AnyTrace, findVariable, type NamedScalar, scalarsOf } from "@credence/draws";

/** What `exact(posterior)` answers with, or the distribution function of the one scalar that is drawn. */
export type ClosedForm = { readonly distributions: unknown } | ((x: number) => number);

/** The distribution function of a scalar of the trace, by its printed name. @throws Error when the closed form has none. */
export function cdfOf(kind: string, against: ClosedForm, trace: AnyTrace, name: string): (x: number) => number {
  if (typeof against === "function") return against;
  const { variable, labels } = scalarsOf(trace).find((scalar) => scalar.name === name) as NamedScalar;
  const found = variable
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], against.distributions);
  const marginal = found as Marginal | undefined;
  if (typeof marginal?.cdf !== "function")
    throw new Error(`plot.${kind}: the closed form has no distribution of ${name}; choose by vars`);
  const { axes } = findVariable(trace, variable).draws;
  const own =
    axes.length === 0 ? marginal : marginal.at(Object.fromEntries(axes.map((axis, i) => [axis.name, labels[i]])));
  return (x) => own.cdf(x);
}

interface Marginal {
  cdf(x: number): number;
  at(labels: object): Marginal;
}
