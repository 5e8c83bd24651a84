/** Say how a block runs: which loops are emitted for it, or that the interpreter's loop is called. */
import { argumentsOf } from "../../../graph/node.js";
import type { ArrayGraph, ArrayNode, MatrixNode, NodeId, NodeOf } from "../../../graph/types.js";
import { linearShape } from "../../interpreter/loops/linear.js";
import { rolesOf } from "../roles.js";
import type { ScalarBody } from "./scalarise.js";

/**
 * - `rows`: a full matrix in row-major order times a vector; `columns`: its transpose times a vector
 * - `sparse`: any other linear map with known coefficients
 * - `largest`, `running`: largest elements of groups, running sums
 * - `matrices`: dense matrices, one after the other
 * - `rounds`: a scan whose body is single numbers
 * - `interpreted`: by the interpreter, over the same memory
 */
export type BlockForm = ReturnType<typeof linearShape> | "largest" | "running" | "rounds" | "matrices" | "interpreted";

const matrixOperations: ReadonlySet<string> = new Set<MatrixNode["op"]>([
  "cholesky",
  "choleskyAdjoint",
  "solveTriangular",
  "matmul",
]);
const isMatrixNode = (node: ArrayNode): boolean => matrixOperations.has(node.op);

function formOf(node: ArrayNode, lengthOf: (id: NodeId) => number, body: ScalarBody | undefined): BlockForm {
  if (body !== undefined) return "rounds";
  if (node.op === "linear") return linearShape(node as NodeOf<"linear">, lengthOf(node.args[0]));
  if (node.op === "segmentMax") return "largest";
  if (isMatrixNode(node)) return "matrices";
  return node.op === "cumulativeSum" ? "running" : "interpreted";
}

/** The form of each block, given the bodies of scans as single numbers; undefined for other nodes. */
export function formsOf(
  graph: ArrayGraph,
  bodies: readonly (ScalarBody | undefined)[],
): readonly (BlockForm | undefined)[] {
  const lengthOf = (id: NodeId): number => (graph.nodes[id] as ArrayNode).length;
  return rolesOf(graph).map((role, id) =>
    role === "block" ? formOf(graph.nodes[id] as ArrayNode, lengthOf, bodies[id]) : undefined,
  );
}

/** Which nodes are read by blocks, of one kind. */
export function readBy(
  graph: ArrayGraph,
  forms: readonly (BlockForm | undefined)[],
  which: (form: BlockForm) => boolean,
): readonly boolean[] {
  const read = graph.nodes.map(() => false);
  for (const [id, form] of forms.entries())
    if (form !== undefined && which(form))
      for (const arg of argumentsOf(graph.nodes[id] as ArrayNode)) read[arg] = true;
  return read;
}
