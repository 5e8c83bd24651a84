/** State the adjoints of a scan: another scan, which goes through the rounds in the opposite direction. */
import { graphBuilder, replay } from "../graph/builder.js";
import type { GraphBuilder } from "../graph/builder-types.js";
import { needed } from "../graph/prune.js";
import { inputWidths, type Piece, piecesAt, scanPieces } from "../graph/scan.js";
import type { NodeId, NodeOf } from "../graph/types.js";

/** The gradient of a node in others, as nodes of the same graph. */
export type Differentiate = (b: GraphBuilder, output: NodeId, wrt: readonly NodeId[]) => NodeId[];

type Scan = NodeOf<"scan">;

/** What a scan with adjoint `bar` adds to the adjoint of each argument that is wanted. */
export function scanAdjoints(
  b: GraphBuilder,
  bar: NodeId,
  id: NodeId,
  wanted: readonly boolean[],
  differentiate: Differentiate,
): (NodeId | undefined)[] {
  const scan = b.node(id) as Scan;
  const back = backwards(scan, wanted, differentiate);
  const { steps, reverse, args } = scan;
  const bars = b.broadcast(bar, scan.length);
  const before = reverse ? 1 : 0; // what a round began with lies here in a history, counted from its number
  const values: { readonly [F in Source["of"]]: (source: Source) => NodeId } = {
    history: ({ piece }) => b.gather(id, piecesAt(piece as Piece, before, steps)),
    historyBar: ({ piece }) => b.gather(bars, piecesAt(piece as Piece, before, steps)),
    givenBar: ({ piece }) => b.gather(bars, piecesAt(piece as Piece, 0, steps)),
    argument: ({ arg }) => args[arg as number] as NodeId,
    end: ({ piece }) => b.gather(bars, piecesAt(piece as Piece, reverse ? 0 : steps, 1)),
    zero: ({ arg }) => b.broadcast(b.constant(0), inputWidths(scan.body)[arg as number] as number),
  };
  const shape = { body: back.body, steps, reverse: !reverse };
  const result = b.scan(
    back.sources.map((source) => values[source.of](source)),
    shape,
  );
  const pieces = scanPieces(shape);
  return args.map((_, i) => {
    const place = back.places[i];
    if (place === undefined) return undefined;
    const piece = pieces[place] as Piece;
    // carried adjoints and totals are complete where the scan began; what is read has one for each round
    const positions = place < back.body.carried ? piecesAt(piece, reverse ? steps : 0, 1) : piecesAt(piece, 0, steps);
    return b.gather(result, positions);
  });
}

/** What an input of the adjoint scan stands for: a part of the scan's result or of its adjoint, an argument, or zeros. */
interface Source {
  readonly of: "history" | "historyBar" | "givenBar" | "argument" | "end" | "zero";
  readonly piece?: Piece;
  readonly arg?: number;
}

/** The body of the adjoint scan, what its inputs stand for, and which of its outputs is the adjoint of each argument. */
interface Backwards {
  readonly body: Scan["body"];
  readonly sources: readonly Source[];
  readonly places: readonly (number | undefined)[];
}

/**
 * One round backwards: from the adjoints of what a round leaves to those of what it found. Carried are the adjoints of
 * what the scan carries, and running totals for arguments that all rounds share.
 */
function backwards(scan: Scan, wanted: readonly boolean[], differentiate: Differentiate): Backwards {
  const { body, args } = scan;
  const { carried, read } = body;
  const pieces = scanPieces(scan);
  const widths = inputWidths(body);
  const b = graphBuilder();
  const ids = replay(b, body.graph);
  const inputs = body.inputs.map((input) => ids[input] as NodeId);
  const outputBars = pieces.map(({ width }) => b.input(width));
  const weighted = body.outputs.map((output, k) => b.sum(b.ops.mul(ids[output] as NodeId, outputBars[k] as NodeId)));
  const total = weighted.reduce((sum, each) => b.ops.add(sum, each), b.constant(0));
  const slopes = differentiate(b, total, inputs);

  const histories = pieces.slice(0, carried);
  const historyBars = histories.map(({ width }) => b.input(width));
  const chosen = args.map((_, i) => i).filter((i) => i >= carried && wanted[i]);
  const reads = chosen.filter((i) => i < carried + read);
  const totals = chosen.filter((i) => i >= carried + read);
  const totalInputs = totals.map((i) => b.input(widths[i] as number));
  const outputs = [
    ...histories.map((_, k) => b.ops.add(slopes[k] as NodeId, historyBars[k] as NodeId)),
    ...totals.map((i, k) => b.ops.add(slopes[i] as NodeId, totalInputs[k] as NodeId)),
    ...reads.map((i) => slopes[i] as NodeId),
  ];

  const isUsed = needed(b.graph, outputs);
  const used = <T extends { readonly input: NodeId }>(given: readonly T[]): readonly T[] =>
    given.filter(({ input }) => isUsed[input]);
  const argument = (arg: number) => ({ input: inputs[arg] as NodeId, source: { of: "argument", arg } as const });
  const each = used([
    ...histories.map((piece, k) => ({ input: inputs[k] as NodeId, source: { of: "history", piece } as const })),
    ...histories.map((piece, k) => ({ input: historyBars[k] as NodeId, source: { of: "historyBar", piece } as const })),
    ...pieces.slice(carried).map((piece, k) => ({
      input: outputBars[carried + k] as NodeId,
      source: { of: "givenBar", piece } as const,
    })),
    ...args
      .map((_, i) => i)
      .filter((i) => i >= carried && i < carried + read)
      .map(argument),
  ]);
  const shared = used(
    args
      .map((_, i) => i)
      .filter((i) => i >= carried + read)
      .map(argument),
  );
  const start = [
    ...histories.map((piece, k) => ({ input: outputBars[k] as NodeId, source: { of: "end", piece } as const })),
    ...totals.map((arg, k) => ({ input: totalInputs[k] as NodeId, source: { of: "zero", arg } as const })),
  ];
  const all = [...start, ...each, ...shared];
  const order = [...totals, ...reads];
  return {
    body: { graph: b.graph, inputs: all.map(({ input }) => input), carried: start.length, read: each.length, outputs },
    sources: all.map(({ source }) => source),
    places: args.map((_, i) => (!wanted[i] ? undefined : i < carried ? i : carried + order.indexOf(i))),
  };
}
