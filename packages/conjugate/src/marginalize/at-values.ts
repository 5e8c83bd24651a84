/** Evaluate an expression at every value of a finite variable at once: the values lie along a dim of their own. */
import {
  type Axis,
  apply,
  dataNode,
  ExprNode,
  gather,
  reduce,
  renameAxis,
  sizeOf,
  take,
  topological,
} from "@credence/model";

/** The values of the variable over its own dims and `along`, the last. */
export function everyValue({ axes }: ExprNode, values: Float64Array, along: Axis): ExprNode {
  const cells = sizeOf(axes);
  const all = new Float64Array(cells * values.length);
  for (let cell = 0; cell < cells; cell++) all.set(values, cell * values.length);
  return dataNode([...axes, along], all);
}

/** The expression with `variable` replaced; undefined where it stands in an operation that cannot be spread over values. */
export function withValues(expression: ExprNode, variable: ExprNode, by: ExprNode): ExprNode | undefined {
  const made = new Map<ExprNode, ExprNode>([[variable, by]]);
  for (const node of topological([expression], { has: ({ operation }) => operation.op === "random" })) {
    if (made.has(node)) continue;
    const args = node.args.map((arg) => made.get(arg) ?? arg);
    if (node.operation.op === "random" || args.every((arg, i) => arg === node.args[i])) {
      made.set(node, node);
      continue;
    }
    const fresh = rebuilt(node, args);
    if (fresh === undefined) return undefined;
    made.set(node, fresh);
  }
  return made.get(expression);
}

function rebuilt({ operation, range }: ExprNode, args: readonly ExprNode[]): ExprNode | undefined {
  const [x, y] = args as [ExprNode, ExprNode];
  switch (operation.op) {
    case "elementwise":
      return apply(operation.name, ...args);
    case "gather":
      return gather(x, operation.of, operation.positions, operation.index);
    case "take":
      return take(x, operation.of, y);
    case "sum":
    case "maximum":
      return reduce(operation.op, x, operation.over);
    case "rename": {
      const from = x.axes.find(({ name }) => name === operation.from);
      return from && renameAxis(x, from, operation.to);
    }
    case "assume":
      return new ExprNode(operation, args, x.axes, range);
    default:
      return undefined;
  }
}
