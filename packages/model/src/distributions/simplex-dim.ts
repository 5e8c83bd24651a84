/** Find the dim along which an expression of kind Simplex sums to one. */
import type { Axis } from "../expr/layout.js";
import type { ExprNode } from "../expr/node.js";
import type { Support } from "../support.js";

/**
 * The dim of proportions as the language makes them: random ones (dirichlet), softmax, a promise by assume, and
 * lookups and renamings of these. Anything else must have one dim only.
 * @throws TypeError when the expression does not tell.
 */
export function simplexDim(p: ExprNode): Axis {
  const dim = toldDim(p) ?? (p.axes.length === 1 ? p.axes[0] : undefined);
  if (dim === undefined)
    throw new TypeError("cannot tell along which dim these are proportions: write assume.simplex(p, dim)");
  return dim;
}

/** The dim that the making of proportions tells, if it does. */
export function toldDim(p: ExprNode): Axis | undefined {
  const { operation, args } = p;
  const [x] = args as [ExprNode];
  switch (operation.op) {
    case "random":
      return alongOf(operation.constraint ?? operation.family.support(args, operation.event));
    case "assume":
      return alongOf(operation.support) ?? toldDim(x);
    case "gather":
    case "take":
      return toldDim(x);
    case "stack": {
      const [first, ...others] = args.map(toldDim);
      return others.every((dim) => dim?.name === first?.name) ? first : undefined;
    }
    case "rename": {
      const dim = toldDim(x);
      return dim?.name === operation.from ? operation.to : dim;
    }
    case "elementwise":
      return operation.name === "div" ? dividedBySum(args[1] as ExprNode) : undefined;
    default:
      return undefined;
  }
}

const alongOf = (support: Support): Axis | undefined => (support.kind === "simplex" ? support.dim : undefined);
/** softmax ends in a division by a sum. */
const dividedBySum = ({ operation }: ExprNode): Axis | undefined =>
  operation.op === "sum" ? operation.over : undefined;
