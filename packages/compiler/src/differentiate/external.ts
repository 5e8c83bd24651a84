/** State the adjoint of a registered function: the slopes that it computes beside its value. */
import { externalNamed } from "@credence/model";
import type { GraphBuilder } from "../graph/builder-types.js";
import type { NodeId, NodeOf } from "../graph/types.js";

/** What an external node with adjoint `bar` adds to the adjoint of its k-th argument; nothing to that of a series. */
export function externalAdjoint(b: GraphBuilder, bar: NodeId, id: NodeId, k: number): NodeId | undefined {
  const { name, cases } = b.node(id) as NodeOf<"external">;
  const { numbers } = externalNamed(name);
  if (k >= numbers) throw new RangeError(`${name} has no slope in its argument ${k}: make it data, or a number`);
  const every = (offset: number): Int32Array =>
    Int32Array.from({ length: cases }, (_, i) => i * (1 + numbers) + offset);
  return b.ops.mul(b.gather(bar, every(0)), b.gather(id, every(1 + k)));
}
