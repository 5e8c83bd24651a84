/** Find which cell of a latent variable each cell of a child reads, and by what known factor. */
import {
  type Axes,
  broadcast,
  constant,
  dataNode,
  ExprNode,
  evaluate,
  type ExprNode as Node,
  provablyWithin,
  sizeOf,
} from "@credence/model";

/** A parameter that is a latent variable looked up, repeated, renamed and scaled. */
export interface Link {
  readonly latent: Node;
  /** For each cell over the child's dims, the latent cell that it reads. */
  readonly cells: Int32Array;
  /** For each cell over the child's dims, the known factor; all 1 when there is none. */
  readonly exposure: Float64Array;
}

/**
 * The link that an expression is, over the dims of the child whose parameter it is; undefined when it is something else.
 * Cells are found by evaluating the expression, factors left out, where every latent cell holds its own position.
 */
export function linkOf(expression: Node, axes: Axes): Link | undefined {
  const traced = trace(expression);
  if (traced === undefined) return undefined;
  const { latent, unscaled } = traced;
  const size = sizeOf(latent.axes);
  const over = (node: Node, values: Float64Array): Float64Array =>
    broadcast(evaluate(node, new Map([[latent, values]])), node.axes, axes);
  const positions = Float64Array.from({ length: size }, (_, cell) => cell);
  return {
    latent,
    cells: Int32Array.from(over(unscaled, positions)),
    exposure: over(expression, new Float64Array(size).fill(1)),
  };
}

interface Traced {
  readonly latent: Node;
  /** The expression with 1 in place of its known factors. */
  readonly unscaled: Node;
}

function trace(node: Node): Traced | undefined {
  const { operation, args } = node;
  const [first, second] = args as [Node, Node];
  switch (operation.op) {
    case "random":
      return { latent: node, unscaled: node };
    case "gather":
    case "rename":
      return rebuilt(node, first);
    case "assume":
      return provablyWithin(first, operation.support) ? rebuilt(node, first) : undefined;
    case "elementwise":
      if (operation.name === "mul" && first.known) return rebuilt(node, second, ones(first), "right");
      if ((operation.name === "mul" || operation.name === "div") && second.known)
        return rebuilt(node, first, ones(second));
      return undefined;
    default:
      return undefined;
  }
}

const ones = ({ axes }: Node): Node =>
  axes.length === 0 ? constant(1) : dataNode(axes, new Float64Array(sizeOf(axes)).fill(1));

/** The node on top of the traced argument; `factor` replaces its known side. */
function rebuilt(
  { operation, axes, range }: Node,
  unknown: Node,
  factor?: Node,
  side: "left" | "right" = "left",
): Traced | undefined {
  const inner = trace(unknown);
  if (inner === undefined) return undefined;
  const args =
    factor === undefined ? [inner.unscaled] : side === "left" ? [inner.unscaled, factor] : [factor, inner.unscaled];
  return { latent: inner.latent, unscaled: new ExprNode(operation, args, axes, range) };
}
