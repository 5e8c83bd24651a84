/** Check known parameters and observed values against their supports, which may depend on other observations. */
import {
  broadcast,
  describeSupport,
  type ExprNode,
  elementName,
  evaluate,
  firstOutside,
  supportOf,
} from "@credence/model";
import type { Variable } from "./condition.js";

/** The values of a known expression over the dims of its user. */
export const valuesOver = (expression: ExprNode, { axes }: ExprNode): Float64Array =>
  broadcast(evaluate(expression), expression.axes, axes).slice();

/**
 * Why a variable is impossible as far as its known parameters and its values tell; undefined when it is possible.
 * Parameters that were written as data have been checked when they were written.
 */
export function impossibility({ name, written, node, family, values }: Variable): string | undefined {
  for (const [i, arg] of node.args.entries()) {
    const parameter = family.parameters[i];
    if (!arg.known || written.args[i]?.known || parameter === undefined) continue;
    const position = firstOutside(parameter.support, evaluate(arg), arg.axes);
    if (position >= 0)
      return `the ${parameter.name} of \`${name}\` is ${evaluate(arg)[position]}, which must lie in ${describeSupport(parameter.support)}: the log density is -Infinity everywhere`;
  }
  const { requires } = family;
  if (requires !== undefined && written.args.some((arg) => !arg.known) && node.args.every((arg) => arg.known)) {
    if (evaluate(requires.holds(...node.args)).some((holds) => holds !== 1))
      return `\`${name}\` breaks what ${family.constructorName} requires (${requires.text}): the log density is -Infinity everywhere`;
  }
  if (values === undefined) return undefined;
  const support = supportOf(node);
  const position = firstOutside(support, values, node.axes);
  return position < 0
    ? undefined
    : `\`${elementName(name, node.axes, position)}\` = ${values[position]} lies outside ${describeSupport(support)}: the log density is -Infinity everywhere`;
}
