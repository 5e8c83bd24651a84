/** Reject malformed nodes with a sentence, before they fail far from their cause. */
import { externalNamed } from "@credence/model";
import { argumentsOf, isElementwise } from "./node.js";
import { argumentWidths, odeLength } from "./ode.js";
import { inputWidths, scanLength } from "./scan.js";
import type { ArrayNode, MatrixNode, NodeId, NodeOf } from "./types.js";

const fail = (node: ArrayNode, problem: string): never => {
  throw new RangeError(`array operation ${node.op} of length ${node.length}: ${problem}`);
};

/** Throws unless every position lies in 0 … size − 1. */
function checkPositions(node: ArrayNode, positions: Int32Array, size: number): void {
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i] as number;
    if (position < 0 || position >= size) fail(node, `position ${position} at index ${i} lies outside 0 … ${size - 1}`);
  }
}

/** Throws unless the labels 0 … size − 1 lead from every base to an element of an array of `target` elements. */
function checkTake(node: ArrayNode & { op: "take" | "scatterTake" }, target: number, at: number, x: number): void {
  const { base, stride, size } = node;
  if (base.length !== at || base.length !== x) fail(node, `${base.length} bases for ${at} labels and ${x} values`);
  if (size > 0) {
    checkPositions(node, base, target);
    const last = base.map((start) => start + stride * (size - 1));
    checkPositions(node, last, target);
  }
}

/** Whether a node is data, or a constant repeated. */
function isKnown(nodes: readonly ArrayNode[], id: NodeId): boolean {
  const node = nodes[id];
  if (node?.op === "gather") return nodes[node.args[0]]?.op === "constant";
  return node?.op === "data" || node?.op === "constant";
}

/**
 * Checks a node against the nodes before it: arguments exist, lengths fit, positions are in range.
 * @throws RangeError that names the operation and what does not fit.
 */
export function checkNode(nodes: readonly ArrayNode[], node: ArrayNode): void {
  const lengthOf = (id: NodeId): number => nodes[id]?.length ?? fail(node, `argument ${id} is not a node before it`);
  const lengths = argumentsOf(node).map(lengthOf);
  const [first = 0, second = 0] = lengths;
  if (!Number.isInteger(node.length) || node.length < 0) fail(node, "a length is a whole number, not below 0");
  if (isElementwise(node)) {
    const misfit = lengths.find((length) => length !== 1 && length !== node.length);
    if (misfit !== undefined) fail(node, `an argument has ${misfit} elements, not ${node.length} or 1`);
    return;
  }
  switch (node.op) {
    case "data":
      if (node.values.length !== node.length) fail(node, `${node.values.length} values`);
      break;
    case "gather":
      if (node.positions.length !== node.length) fail(node, `${node.positions.length} positions`);
      checkPositions(node, node.positions, first);
      break;
    case "scatterAdd":
    case "segmentMax":
      if (node.positions.length !== first) fail(node, `${node.positions.length} positions for ${first} values`);
      checkPositions(node, node.positions, node.length);
      break;
    case "take":
      checkTake(node, first, second, node.length);
      break;
    case "scatterTake":
      checkTake(node, node.length, second, first);
      break;
    case "linear":
      if (!isKnown(nodes, node.args[1])) fail(node, `its coefficients are not data but ${nodes[node.args[1]]?.op}`);
      if (node.from.length !== second || node.to.length !== second)
        fail(node, `${node.from.length} sources and ${node.to.length} places for ${second} values`);
      checkPositions(node, node.from, first);
      checkPositions(node, node.to, node.length);
      break;
    case "cumulativeSum": {
      const { outer, size, inner } = node;
      if (outer * size * inner !== first || first !== node.length)
        fail(node, `${outer} × ${size} × ${inner} elements of an array of ${first}`);
      break;
    }
    case "cholesky":
    case "choleskyAdjoint":
    case "solveTriangular":
    case "matmul":
      checkMatrices(node, lengths);
      break;
    case "external":
      checkExternal(node, lengths);
      break;
    case "scan":
      checkScan(node, lengths);
      break;
    case "ode":
      checkOde(node, lengths);
  }
}

/** Throws unless there is a number for each case, and as many elements of a series. */
function checkExternal(node: NodeOf<"external">, lengths: readonly number[]): void {
  const { numbers } = externalNamed(node.name);
  const { cases } = node;
  lengths.forEach((length, i) => {
    if (i < numbers ? length !== cases : length % cases !== 0)
      fail(node, `argument ${i} of ${node.name} has ${length} elements for ${cases} cases`);
  });
  if (node.length !== cases * (1 + numbers)) fail(node, `${cases} values with ${numbers} slopes each`);
}

/** Throws unless every argument has what its input sees in all rounds, and what is carried keeps its size. */
function checkScan(node: NodeOf<"scan">, lengths: readonly number[]): void {
  const { body, steps } = node;
  const widths = inputWidths(body);
  if (lengths.length !== widths.length) fail(node, `${lengths.length} arguments for ${widths.length} inputs`);
  widths.forEach((width, i) => {
    const isRead = i >= body.carried && i < body.carried + body.read;
    const wanted = isRead ? width * steps : width;
    if (lengths[i] !== wanted) fail(node, `argument ${i} has ${lengths[i]} elements, not ${wanted}`);
  });
  for (let i = 0; i < body.carried; i++) {
    const after = body.graph.nodes[body.outputs[i] as NodeId]?.length;
    if (after !== widths[i]) fail(node, `value ${i} is carried with ${widths[i]} elements and left with ${after}`);
  }
  if (scanLength(node) !== node.length) fail(node, `its rounds give ${scanLength(node)} elements`);
}

/** Throws unless every argument has what the body sees of it, and each rate is that of its state. */
function checkOde(node: NodeOf<"ode">, lengths: readonly number[]): void {
  const { body } = node;
  const widths = argumentWidths(body);
  if (lengths.length !== widths.length || lengths.some((length, i) => length !== widths[i]))
    fail(node, `arguments of ${lengths.join(", ")} elements for inputs of ${widths.join(", ")}`);
  body.outputs.forEach((id, k) => {
    const rates = body.graph.nodes[id]?.length;
    if (rates !== widths[k]) fail(node, `state ${k} has ${widths[k]} elements and ${rates} rates`);
  });
  if (odeLength(node) !== node.length) fail(node, `its solution has ${odeLength(node)} elements`);
}

/** Throws unless all arguments, and the result, are as many matrices of the stated shapes. */
function checkMatrices(node: MatrixNode, lengths: readonly number[]): void {
  const shapes = matrixSizes(node);
  const counts = [...lengths, node.length].map((length, i) => length / (shapes[i] as number));
  if (counts.some((count) => count !== counts[0] || !Number.isInteger(count)))
    fail(
      node,
      `arguments of ${lengths.join(" and ")} elements are not as many matrices of ${shapes.join(", ")} elements`,
    );
}

/** Elements of one matrix of each argument and of the result. */
function matrixSizes(node: MatrixNode): readonly number[] {
  switch (node.op) {
    case "cholesky":
      return [node.size ** 2, node.size ** 2];
    case "choleskyAdjoint":
      return [node.size ** 2, node.size ** 2, node.size ** 2];
    case "solveTriangular":
      return [node.size ** 2, node.size * node.columns, node.size * node.columns];
    case "matmul":
      return [node.rows * node.inner, node.inner * node.columns, node.rows * node.columns];
  }
}
