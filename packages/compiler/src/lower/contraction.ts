/** Recognise sums of products that are products of matrices, so that no array of all the products is made. */
import { type Axes, type ExprNode, hasAxis, sizeOf } from "@credence/model";

/** Σ a b along one dim: dims that both have, those of the left factor alone, and those of the right one. */
export interface Contraction {
  readonly left: ExprNode;
  readonly right: ExprNode;
  readonly batch: Axes;
  readonly rows: Axes;
  readonly over: Axes[number];
  readonly columns: Axes;
}

/** The contraction that a node is; undefined where it is no sum, or one side has no dims of its own. */
export function contractionOf({ operation, args }: ExprNode): Contraction | undefined {
  const product = args[0];
  if (operation.op !== "sum" || product?.operation.op !== "elementwise" || product.operation.name !== "mul")
    return undefined;
  const { over } = operation;
  const [left, right] = product.args as readonly [ExprNode, ExprNode];
  if (!hasAxis(left.axes, over.name) || !hasAxis(right.axes, over.name)) return undefined;
  const own = (a: ExprNode, b: ExprNode): Axes => a.axes.filter(({ name }) => !hasAxis(b.axes, name));
  const rows = own(left, right);
  const columns = own(right, left);
  if (sizeOf(rows) === 1 || sizeOf(columns) === 1) return undefined;
  const batch = left.axes.filter(({ name }) => name !== over.name && hasAxis(right.axes, name));
  return { left, right, batch, rows, over, columns };
}

/** Products that nothing but contractions reads: they need no array of their own. */
export function onlyContracted(order: readonly ExprNode[], roots: readonly ExprNode[]): ReadonlySet<ExprNode> {
  const contracted = new Set<ExprNode>();
  const read = new Set<ExprNode>(roots);
  for (const node of order) {
    const product = contractionOf(node) === undefined ? undefined : (node.args[0] as ExprNode);
    if (product !== undefined) contracted.add(product);
    else for (const arg of node.args) read.add(arg);
  }
  return new Set([...contracted].filter((product) => !read.has(product)));
}
