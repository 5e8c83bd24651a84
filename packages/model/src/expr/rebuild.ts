/** Make an expression again on other arguments, which may have more dims: its own dims follow. */
import { rangeOfSupport } from "../support.js";
import { type Axes, hasAxis, matrixAxes, matrixTimes, sameAxes, unionAxes } from "./layout.js";
import { ExprNode, topological } from "./node.js";
import { hull, type Range, rangeAfter, rangeOfSum } from "./range.js";

/** The same operation on other arguments. Dims that are new come first; the range stays as it was. */
export const rebuilt = (node: ExprNode, args: readonly ExprNode[]): ExprNode =>
  args.every((arg, i) => arg === node.args[i])
    ? node
    : new ExprNode(node.operation, args, axesOn(node, args), node.range);

function axesOn(node: ExprNode, args: readonly ExprNode[]): Axes {
  const { operation, axes } = node;
  const [first, second] = args.map((arg) => arg.axes) as [Axes, Axes];
  switch (operation.op) {
    case "cumulativeSum":
    case "assume":
    case "term":
      return first;
    case "rename":
      return first.map((axis) => (axis.name === operation.from ? operation.to : axis));
    case "linear":
      if (sameAxes(first, node.args[0]?.axes ?? [])) return axes;
      throw new TypeError("a map between grids stays outside of steps along time: apply it to the whole path");
    case "cholesky":
    case "covariance":
      return matrixAxes(first, operation);
    case "matmul":
    case "solveTriangular":
      unionAxes(first, second);
      return matrixTimes(first, second, operation).axes;
    default: {
      const added = args.map((arg, i) => arg.axes.filter(({ name }) => !hasAxis(node.args[i]?.axes ?? [], name)));
      const extra = unionAxes(...added).filter(({ name }) => !hasAxis(axes, name));
      return unionAxes(extra, axes);
    }
  }
}

/** What stands for what. */
export type StandIns = ReadonlyMap<ExprNode, ExprNode>;

/** Expressions with other expressions in the place of some of their parts. */
export function replaced(
  roots: readonly ExprNode[],
  standIns: StandIns,
  make: (node: ExprNode, args: readonly ExprNode[]) => ExprNode = rebuilt,
): ExprNode[] {
  const made = new Map<ExprNode, ExprNode>(standIns);
  const visit = (root: ExprNode): ExprNode => {
    const stack = [root];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const open = made.has(node) ? [] : node.args.filter((arg) => !made.has(arg));
      if (open.length > 0) {
        stack.push(...open);
        continue;
      }
      if (!made.has(node))
        made.set(
          node,
          make(
            node,
            node.args.map((arg) => made.get(arg) as ExprNode),
          ),
        );
      stack.pop();
    }
    return made.get(root) as ExprNode;
  };
  return roots.map(visit);
}

/** The same, with ranges that follow from those of the arguments. */
export const ranged = (node: ExprNode, args: readonly ExprNode[]): ExprNode =>
  args.every((arg, i) => arg === node.args[i])
    ? node
    : new ExprNode(node.operation, args, axesOn(node, args), rangeOn(node, args));

function rangeOn({ operation, range }: ExprNode, args: readonly ExprNode[]): Range {
  const [first] = args.map((arg) => arg.range) as [Range];
  switch (operation.op) {
    case "elementwise":
      return rangeAfter(
        operation.name,
        args.map((arg) => arg.range),
      );
    case "stack":
      return args.map((arg) => arg.range).reduce(hull);
    case "sum":
      return rangeOfSum(first, operation.over.size);
    case "cumulativeSum":
      return hull(first, rangeOfSum(first, operation.along.size));
    case "gather":
    case "take":
    case "maximum":
    case "rename":
      return first;
    case "random":
      return rangeOfSupport(operation.constraint ?? operation.family.support(args, operation.event));
    default:
      return range;
  }
}

/** Which of the parts of some expressions depend on any of `sources`, these included. */
export function dependents(roots: readonly ExprNode[], sources: ReadonlySet<ExprNode>): ReadonlySet<ExprNode> {
  const found = new Set<ExprNode>();
  for (const node of topological(roots))
    if (sources.has(node) || node.args.some((arg) => found.has(arg))) found.add(node);
  return found;
}

/** The largest parts of `roots` that do not depend on `sources`; constants stay where they are. */
export function independentParts(roots: readonly ExprNode[], sources: readonly ExprNode[]): readonly ExprNode[] {
  const inside = dependents(roots, new Set(sources));
  const users = topological(roots).filter((node) => inside.has(node));
  const parts = [...roots, ...users.flatMap(({ args }) => args)];
  return [...new Set(parts)].filter((part) => !inside.has(part) && part.operation.op !== "constant");
}
