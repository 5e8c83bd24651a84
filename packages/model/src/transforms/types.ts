/** State what a transform is: a map from unconstrained reals to a support, in the language's own functions. */
import type { Axes } from "../expr/layout.js";
import type { ExprNode } from "../expr/node.js";

/**
 * A smooth bijection from unconstrained y to constrained x. `logJacobian` is log |det ∂x/∂y| for each event:
 * elementwise transforms keep every dim, vector ones lose the dim of the vector.
 */
export interface Transform {
  /** Dims of y, given those of x. */
  axes(of: Axes): Axes;
  constrain(y: ExprNode): ExprNode;
  unconstrain(x: ExprNode): ExprNode;
  logJacobian(y: ExprNode): ExprNode;
}
