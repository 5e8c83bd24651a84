/** State the adjoints of lookups, sums and running sums: each is the transpose of its operation. */
import type { GraphBuilder } from "../graph/builder-types.js";
import type { ElementwiseNode, NodeId, NodeOf, Op } from "../graph/types.js";
import type { MatrixOp } from "./matrix.js";

/** Operations that mix elements, those on matrices and scans aside. */
export type StructuralOp = Exclude<
  Op,
  ElementwiseNode["op"] | MatrixOp | "scan" | "ode" | "external" | "input" | "constant" | "data"
>;

/** The adjoint of the first argument, of as many elements as it has or one for all; labels, coefficients and maxima have none. */
type StructuralAdjoint<O extends StructuralOp> = (b: GraphBuilder, bar: NodeId, node: NodeOf<O>) => NodeId | undefined;

const lengthOf = (b: GraphBuilder, id: NodeId): number => b.node(id).length;

export const structuralAdjoints: { readonly [O in StructuralOp]: StructuralAdjoint<O> } = {
  gather: (b, bar, { args: [x], positions }) => b.scatterAdd(bar, positions, lengthOf(b, x)),
  scatterAdd: (b, bar, { positions, length }) => b.gather(b.broadcast(bar, length), positions),
  take: (b, bar, { args: [x, at], ...shape }) => b.scatterTake(bar, at, shape, lengthOf(b, x)),
  scatterTake: (b, bar, { args: [, at], ...shape }) => b.take(b.broadcast(bar, shape.length), at, shape),
  linear: (b, bar, { args: [x, values], from, to, length }) =>
    b.linear(b.broadcast(bar, length), values, { from: to, to: from }, lengthOf(b, x)),
  sum: (_, bar) => bar,
  segmentMax: () => undefined,
  cumulativeSum: (b, bar, { outer, size, inner, reverse }) =>
    b.cumulativeSum(bar, { outer, size, inner, reverse: !reverse }),
};
