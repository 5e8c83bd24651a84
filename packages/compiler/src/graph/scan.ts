/** Tell where the parts of a scan's result lie. */
import type { NodeId, NodeOf, ScanBody } from "./types.js";

/** `count` pieces of `width` elements each, one after the other. */
export interface Piece {
  readonly offset: number;
  readonly width: number;
  readonly count: number;
}

const widthOf = ({ graph }: ScanBody, id: NodeId): number => graph.nodes[id]?.length ?? 0;

/** How many elements one round sees of each argument. */
export const inputWidths = (body: ScanBody): readonly number[] => body.inputs.map((id) => widthOf(body, id));

/**
 * The parts of the result: for each carried value its history, then for each given value what the rounds gave. Round t
 * carries from place t of a history to place t + 1, or from t + 1 to t when reverse: a history has `steps` + 1 places,
 * and the first or last of them holds what the scan began with.
 */
export function scanPieces({ body, steps }: Pick<NodeOf<"scan">, "body" | "steps">): readonly Piece[] {
  let offset = 0;
  return body.outputs.map((id, i) => {
    const piece = { offset, width: widthOf(body, id), count: i < body.carried ? steps + 1 : steps };
    offset += piece.width * piece.count;
    return piece;
  });
}

/** How many elements the result has. */
export function scanLength(scan: Pick<NodeOf<"scan">, "body" | "steps">): number {
  return scanPieces(scan).reduce((total, { width, count }) => total + width * count, 0);
}

/** Positions of `count` pieces of a part, from piece number `from` on. */
export const piecesAt = ({ offset, width }: Piece, from: number, count: number): Int32Array =>
  Int32Array.from({ length: count * width }, (_, i) => offset + from * width + i);
