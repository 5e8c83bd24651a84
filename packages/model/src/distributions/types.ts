/** Make random variables of a family, after checking what is known of their parameters. */
import { checkKnown } from "../check.js";
import { evaluate } from "../expr/evaluate.js";
import type { Axes } from "../expr/layout.js";
import { type ExprNode, nodeOf, randomNode, typed } from "../expr/node.js";
import type { Family } from "../expr/records.js";
import type { Arg } from "../expr/types.js";

export type {
  Family,
  LabelFamily,
  Parameter,
  Requirement,
  ScalarFamily,
  Standardisation,
  Tails,
  Truncation,
  VectorFamily,
} from "../expr/records.js";

/**
 * A random variable of a family. Parameters that are data are checked here; those that depend on other variables
 * give log density −∞ where they leave their range.
 */
export function variable<T>(family: Family, parameters: readonly Arg[], event: Axes = []): T {
  const nodes = checkedParameters(family, parameters);
  return typed(randomNode(family, nodes, event));
}

/** The parameters as expressions; those that are data are checked, alone and together. */
export function checkedParameters(family: Family, parameters: readonly Arg[]): readonly ExprNode[] {
  const nodes = family.parameters.map(({ name, support }, i) => {
    const parameter = parameters[i];
    if (parameter === undefined)
      throw new TypeError(
        `${family.constructorName} wants ${family.parameters.map((p) => p.name).join(", ")}; ${name} is missing`,
      );
    const node = nodeOf(parameter, `the ${name} of ${family.constructorName}`);
    if (node.known) checkKnown(`the ${name} of ${family.constructorName}`, node, support);
    return node;
  });
  checkTogether(family, nodes);
  return nodes;
}

/** @throws RangeError when parameters that are data break what the family requires of them together. */
export function checkTogether({ constructorName, parameters, requires }: Family, nodes: readonly ExprNode[]): void {
  if (requires === undefined || !nodes.every((node) => node.known)) return;
  if (evaluate(requires.holds(...nodes)).every((holds) => holds === 1)) return;
  const got = nodes.map((node, i) => `${parameters[i]?.name} = ${shown(evaluate(node))}`);
  throw new RangeError(`${constructorName} wants ${requires.text}; got ${got.join(", ")}`);
}

const shown = (values: Float64Array): string =>
  values.length > 6 ? `${values.slice(0, 6).join(", ")}, …` : values.join(", ");
