/** State the adjoints of a scan: another scan, which runs through the rounds in the opposite direction. */
import { graphBuilder, replay } from "../graph/builder.js";
import type { GraphBuilder } from "../graph/builder-types.js";
import { needed } from "../graph/prune.js";
import { inputWidths, piecesAt, scanPieces } from "../graph/scan.js";
import type { NodeId, NodeOf } from "../graph/types.js";

/** The gradient of a node in others, as nodes of the same graph. */
export type Differentiate = (b: GraphBuilder, output: NodeId, wrt: readonly NodeId[]) => NodeId[];

/** An input of the body of the adjoint scan, with the argument that it stands for. */
interface Given {
  readonly input: NodeId;
  readonly arg: () => NodeId;
}

/** What a scan with adjoint `bar` adds to the adjoint of each argument that is wanted. */
export function scanAdjoints(
  b: GraphBuilder,
  bar: NodeId,
  id: NodeId,
  wanted: readonly boolean[],
  differentiate: Differentiate,
): (NodeId | undefined)[] {
  const scan = b.node(id) as NodeOf<"scan">;
  const { body, steps, reverse, args } = scan;
  const bars = b.broadcast(bar, scan.length);
  const pieces = scanPieces(scan);
  const widths = inputWidths(body);
  const isRead = (i: number): boolean => i >= body.carried && i < body.carried + body.read;

  // The body of the adjoint: from the adjoints of a round's outputs to those of its inputs.
  const inner = graphBuilder();
  const ids = replay(inner, body.graph);
  const at = (old: readonly NodeId[]): NodeId[] => old.map((node) => ids[node] as NodeId);
  const inputs = at(body.inputs);
  const outputs = at(body.outputs);
  const outputBars = pieces.map(({ width }) => inner.input(width));
  const total = outputs
    .map((output, k) => inner.sum(inner.ops.mul(output, outputBars[k] as NodeId)))
    .reduce((sum, each) => inner.ops.add(sum, each), inner.constant(0));
  const slopes = differentiate(inner, total, inputs);

  // What is carried: adjoints of what the scan carries, with those that histories have from elsewhere; running totals.
  const histories = pieces.slice(0, body.carried);
  const historyBars = histories.map(({ width }) => inner.input(width));
  const totals = args.flatMap((_, i) =>
    wanted[i] && i >= body.carried && !isRead(i) ? [{ i, input: inner.input(widths[i] as number) }] : [],
  );
  const reads = args.flatMap((_, i) => (wanted[i] && isRead(i) ? [i] : []));
  const results = [
    ...histories.map((_, k) => inner.ops.add(slopes[k] as NodeId, historyBars[k] as NodeId)),
    ...totals.map(({ i, input }) => inner.ops.add(slopes[i] as NodeId, input)),
    ...reads.map((i) => slopes[i] as NodeId),
  ];

  const before = reverse ? 1 : 0; // a round's values before it lie here in a history, counted from its number
  const given: readonly Given[] = [
    ...histories.map((piece, k) => ({
      input: inputs[k] as NodeId,
      arg: () => b.gather(id, piecesAt(piece, before, steps)),
    })),
    ...histories.map((piece, k) => ({
      input: historyBars[k] as NodeId,
      arg: () => b.gather(bars, piecesAt(piece, before, steps)),
    })),
    ...pieces.slice(body.carried).map((piece, k) => ({
      input: outputBars[body.carried + k] as NodeId,
      arg: () => b.gather(bars, piecesAt(piece, 0, steps)),
    })),
    ...args.flatMap((arg, i) => (isRead(i) ? [{ input: inputs[i] as NodeId, arg: () => arg }] : [])),
  ];
  const fixed: readonly Given[] = args.flatMap((arg, i) =>
    i >= body.carried && !isRead(i) ? [{ input: inputs[i] as NodeId, arg: () => arg }] : [],
  );
  const used = needed(inner.graph, results);
  const isUsed = ({ input }: Given): boolean => used[input] === true;
  const [readNow, sharedNow] = [given.filter(isUsed), fixed.filter(isUsed)];

  const end = reverse ? 0 : steps;
  const carried = [...outputBars.slice(0, body.carried), ...totals.map(({ input }) => input)];
  const starts = [
    ...histories.map((piece) => b.gather(bars, piecesAt(piece, end, 1))),
    ...totals.map(({ i }) => b.broadcast(b.constant(0), widths[i] as number)),
  ];
  const shape = {
    body: {
      graph: inner.graph,
      inputs: [...carried, ...readNow.map(({ input }) => input), ...sharedNow.map(({ input }) => input)],
      carried: carried.length,
      read: readNow.length,
      outputs: results,
    },
    steps,
    reverse: !reverse,
  };
  const back = b.scan([...starts, ...[...readNow, ...sharedNow].map(({ arg }) => arg())], shape);
  const backPieces = scanPieces(shape);

  const start = reverse ? steps : 0; // where the adjoint scan ends: where the scan began
  const last = (k: number): NodeId => b.gather(back, piecesAt(backPieces[k] as (typeof backPieces)[number], start, 1));
  const all = (k: number): NodeId => b.gather(back, piecesAt(backPieces[k] as (typeof backPieces)[number], 0, steps));
  return args.map((_, i) => {
    if (!wanted[i]) return undefined;
    if (i < body.carried) return last(i);
    if (isRead(i)) return all(carried.length + reads.indexOf(i));
    return last(body.carried + totals.findIndex((each) => each.i === i));
  });
}
