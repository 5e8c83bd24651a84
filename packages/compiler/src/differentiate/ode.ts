/** Differentiate the rates of differential equations, and let adjoints of their solutions follow from sensitivities. */
import { graphBuilder, replay } from "../graph/builder.js";
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentWidths, odeColumns } from "../graph/ode.js";
import type { NodeId, NodeOf, OdeSlopes, ScanBody } from "../graph/types.js";
import type { Differentiate } from "./scan.js";

/**
 * The derivatives of every rate, element by element: for each in turn those in all states, then those in the shared
 * values among `by`, which are numbers of arguments.
 */
export function odeSlopes(body: ScanBody, by: readonly number[], differentiate: Differentiate): OdeSlopes {
  const inner = graphBuilder();
  const ids = replay(inner, body.graph);
  const inputs = body.inputs.map((id) => ids[id] as NodeId);
  const wrt = [...inputs.slice(0, body.carried), ...sharedBy(body, by).map((i) => inputs[i] as NodeId)];
  const outputs = body.outputs.flatMap((id) => {
    const rates = ids[id] as NodeId;
    return Array.from({ length: inner.node(rates).length }, (_, e) =>
      differentiate(inner, inner.gather(rates, Int32Array.of(e)), wrt),
    ).flat();
  });
  return { graph: inner.graph, inputs, outputs };
}

/** Inputs of the body that stand for those of the arguments that are shared: the time stands before them. */
export const sharedBy = (body: Pick<ScanBody, "carried">, by: readonly number[]): readonly number[] =>
  by.filter((i) => i >= body.carried).map((i) => i + 1);

/** What a solution with adjoint `bar` adds to the adjoint of each argument that is wanted: it, times the sensitivities. */
export function odeAdjoints(
  b: GraphBuilder,
  bar: NodeId,
  id: NodeId,
  wanted: readonly boolean[],
  differentiate: Differentiate,
): (NodeId | undefined)[] {
  const node = b.node(id) as NodeOf<"ode">;
  if (node.by.length > 0)
    throw new RangeError("sensitivities of a solution have no adjoint: it can be differentiated once, not twice");
  const by = wanted.flatMap((each, i) => (each ? [i] : []));
  const slopes = odeSlopes(node.body, by, differentiate);
  const all = b.ode(node.args, { body: node.body, grid: node.grid, by, slopes });
  const widths = argumentWidths(node.body);
  const columns = odeColumns({ body: node.body, by });
  const { length } = node;
  const sensitivities = b.gather(
    all,
    Int32Array.from({ length: length * columns }, (_, i) => length + i),
  );
  const shape = { rows: 1, inner: length, columns, transposeLeft: false, transposeRight: false };
  const product = b.matmul(b.broadcast(bar, length), sensitivities, shape);
  let at = 0;
  return wanted.map((each, i) => {
    if (!each) return undefined;
    const width = widths[i] as number;
    const from = at;
    at += width;
    return b.gather(
      product,
      Int32Array.from({ length: width }, (_, e) => from + e),
    );
  });
}
