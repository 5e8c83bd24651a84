/** Pair an expression with the name that its model gives it. */
import type { ExprNode } from "./expr/node.js";

/** A quantity of a model with its dotted name. */
export interface NamedNode {
  readonly name: string;
  readonly node: ExprNode;
}
