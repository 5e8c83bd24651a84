/** Find what a posterior holds besides its variables: promises that can fail, and operations that are not known here. */
import { type ExprNode, evaluate, firstOutside, provablyWithin } from "@credence/model";

/** Operations that compute values and leave the density alone. */
const harmless: ReadonlySet<string> = new Set([
  "constant",
  "data",
  "random",
  "elementwise",
  "gather",
  "stack",
  "take",
  "sum",
  "maximum",
  "cumulativeSum",
  "rename",
]);

/** Why nodes besides the variables change the posterior; undefined when none does. */
export function besidesVariables(nodes: readonly ExprNode[]): string | undefined {
  for (const { operation, args } of nodes) {
    if (operation.op === "assume") {
      const [promised] = args as [ExprNode];
      if (promised.known) {
        if (firstOutside(operation.support, evaluate(promised), promised.axes) >= 0)
          return "a value promised by assume leaves its range: the log density is -Infinity everywhere";
      } else if (!provablyWithin(promised, operation.support))
        return "a promise (assume) about unknown values cuts the posterior where it does not hold";
    } else if (!harmless.has(operation.op)) return `the operation "${operation.op}" has no closed form`;
  }
  return undefined;
}
