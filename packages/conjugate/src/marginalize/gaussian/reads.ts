/** Find which cell of a normal variable each row of a Gaussian reads, and times what. */
import { constant, type ExprNode, raw, sameAxes } from "@credence/model";
import { unknownsIn, type Variable } from "../../graph/condition.js";
import type { Part } from "./affine.js";
import type { Gaussian } from "./factor.js";

/** Residuals that are minus `by` times `factor` times one cell of a variable, plus what does not depend on it. */
export interface Reads {
  /** The rows that read a cell, the cell that each reads, and its known coefficient. */
  readonly touched: Int32Array;
  readonly cell: Int32Array;
  readonly by: Float64Array;
  /** What the cells are multiplied by besides: 1, or an unknown factor over some of the variable's dims. */
  readonly factor: ExprNode;
  /** The parts that do not depend on the variable. */
  readonly others: readonly Part[];
}

/** How a Gaussian reads a variable, or why the two do not fit. */
export function readsOf({ node, name }: Variable, { residual }: Gaussian): Reads | { readonly reason: string } {
  const own = residual.parts.filter(({ atom }) => unknownsIn(atom).includes(node));
  const [part, second] = own;
  if (part === undefined) return { reason: `the spread of observations depends on \`${name}\`` };
  const factor = factorOf(part.atom, node);
  if (second !== undefined || factor === undefined) return { reason: `a mean is no linear function of \`${name}\`` };
  const { start, from, by } = part.rows;
  const touched: number[] = [];
  for (let r = 0; r + 1 < start.length; r++) {
    const entries = (start[r + 1] as number) - (start[r] as number);
    if (entries > 1) return { reason: `observations read several cells of \`${name}\` at once` };
    if (entries === 1) touched.push(r);
  }
  return {
    touched: Int32Array.from(touched),
    cell: from,
    by: by.map((b) => -b),
    factor,
    others: residual.parts.filter((p) => p !== part),
  };
}

/** The f of an expression that is f · x, cell by cell, with f not depending on x. */
function factorOf(expression: ExprNode, x: ExprNode): ExprNode | undefined {
  if (expression === x) return constant(1);
  const { operation, args, axes } = expression;
  if (operation.op !== "elementwise" || !sameAxes(axes, x.axes)) return undefined;
  const [a, b] = args as [ExprNode, ExprNode];
  const inside = (e: ExprNode): boolean => unknownsIn(e).includes(x);
  if (operation.name === "mul") {
    if (inside(a) && inside(b)) return undefined;
    const [open, other] = inside(a) ? [a, b] : [b, a];
    const inner = factorOf(open, x);
    return inner === undefined ? undefined : raw.mul(inner, other);
  }
  if (operation.name === "div" && !inside(b)) {
    const inner = factorOf(a, x);
    return inner === undefined ? undefined : raw.div(inner, b);
  }
  return undefined;
}
