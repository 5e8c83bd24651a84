/** Plan how to draw a model's variables, parents before children, so that a draw costs no look at the graph. */
import { type Derivation, derivation } from "@credence/compiler";
import type { Rng } from "@credence/math";
import {
  describeSupport,
  type ExprNode,
  elementName,
  type Family,
  firstOutside,
  type NamedNode,
  posteriorOf,
  provablyWithin,
  topological,
} from "@credence/model";
import type { AnyPosterior } from "./given.js";
import { drawVariable } from "./prior.js";

/** How to draw each random variable of a model given those before it. */
export interface Forward {
  /** The random variables, parents before children. */
  readonly variables: readonly NamedNode[];
  /**
   * Values of the variable number `which`, given those of the variables before it.
   *
   * @param held of a path, values that stay as they are, NaN where there are none.
   * @throws RangeError when the values of its parents are no parameters of its family.
   */
  draw(which: number, values: readonly Float64Array[], rng: Rng, held?: Float64Array): Float64Array;
}

/** A joint distribution as a posterior that has seen nothing. */
export const nothingObserved = (quantities: readonly NamedNode[]): AnyPosterior => posteriorOf(quantities, new Map());

/** The plan for the variables of a record. */
export function forward(quantities: readonly NamedNode[]): Forward {
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  const variables = topological(quantities.map(({ node }) => node)).flatMap((node) =>
    node.operation.op === "random" ? [{ name: names.get(node) as string, node }] : [],
  );
  const inputs = variables.map(({ name }) => name);
  const joint = nothingObserved(quantities);
  const given = (name: string, node: ExprNode): Derivation => derivation(joint, { name, node }, inputs);
  const parameters = variables.map(({ name, node }) => node.args.map((arg) => given(name, arg)));
  const checks = variables.map(({ name, node }) => parameterCheck(node, (expression) => given(name, expression)));
  return {
    variables,
    draw: (which, values, rng, held) => {
      const { name, node } = variables[which] as NamedNode;
      const now = (parameters[which] as readonly Derivation[]).map((parameter) => parameter.run(values));
      const wrong = (checks[which] as ParameterCheck)(now, values);
      if (wrong !== undefined) throw new RangeError(`\`${name}\` cannot be drawn: ${wrong}`);
      return drawVariable(node, now, rng, held);
    },
  };
}

/** A sentence when the values of the parameters are none that the family allows. */
type ParameterCheck = (parameters: readonly Float64Array[], values: readonly Float64Array[]) => string | undefined;

/** Checks those parameters that may leave their range, alone and together; data was checked when the model was made. */
function parameterCheck(node: ExprNode, given: (expression: ExprNode) => Derivation): ParameterCheck {
  const { args } = node;
  const { constructorName, parameters, requires } = familyOf(node);
  const open = parameters.flatMap(({ name, support }, i) => {
    const arg = args[i] as ExprNode;
    return arg.known || provablyWithin(arg, support) ? [] : [{ i, name, support, axes: arg.axes }];
  });
  const together = requires === undefined || args.every((arg) => arg.known) ? undefined : requires;
  const holds = together === undefined ? undefined : given(together.holds(...args));
  return (now, values) => {
    for (const { i, name, support, axes } of open) {
      const at = firstOutside(support, now[i] as Float64Array, axes);
      if (at >= 0)
        return `the ${elementName(name, axes, at)} of ${constructorName} is ${now[i]?.[at]} and must lie in ${describeSupport(support)}: give its parents priors that keep it there`;
    }
    if (holds === undefined || holds.run(values).every((value) => value === 1)) return undefined;
    return `${constructorName} wants ${together?.text}; got ${parameters.map(({ name }, i) => `${name} = ${now[i]?.slice(0, 4).join(", ")}`).join("; ")}`;
  };
}

function familyOf({ operation }: ExprNode): Family {
  if (operation.op !== "random") throw new Error("internal: only random variables are drawn");
  return operation.family;
}

/** @throws TypeError naming the first of the variables whose prior is improper. */
export function refuseImproper(verb: string, variables: readonly NamedNode[]): void {
  for (const { name, node } of variables) {
    if (!isImproper(node)) continue;
    throw new TypeError(
      `${verb}: \`${name}\` has the improper prior flat(), which cannot be drawn from: give it a proper one, such as normal(0, 10)`,
    );
  }
}

/** Whether a variable, or the start of a path, has no distribution to draw from. */
function isImproper({ operation }: ExprNode): boolean {
  if (operation.op !== "random") return false;
  const { family } = operation;
  if (family.event === "path") return [...family.steps.start, ...family.steps.step].some(isImproper);
  return family.name === "flat" || family.name.startsWith("either(flat");
}

/** A sentence for terms of the log density, which cannot be drawn from; none when there are none. */
export function leftOut(verb: string, quantities: readonly NamedNode[]): readonly string[] {
  const terms = quantities.filter(({ node }) => node.operation.op === "term").map(({ name }) => name);
  return terms.length === 0
    ? []
    : [`${verb}: draws leave out the terms ${terms.join(", ")}: a potential has no distribution of its own`];
}
