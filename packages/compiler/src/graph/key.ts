/** Name a node by its structure, so that equal computations become one node (hash-consing). */
import type { Interner } from "./intern.js";
import { argumentsOf, matrixShape, odeNumbers, odeShape, scanShape } from "./node.js";
import type { ArrayNode } from "./types.js";

/** The interned arrays of one graph. */
export interface Arrays {
  readonly values: Interner<Float64Array>;
  readonly positions: Interner<Int32Array>;
}

function details(node: ArrayNode, arrays: Arrays): readonly (number | string | boolean)[] {
  switch (node.op) {
    case "constant":
      return [Object.is(node.value, -0) ? "-0" : node.value];
    case "data":
      return [arrays.values.number(node.values)];
    case "gather":
    case "scatterAdd":
    case "segmentMax":
      return [arrays.positions.number(node.positions)];
    case "take":
    case "scatterTake":
      return [arrays.positions.number(node.base), node.stride, node.size];
    case "linear":
      return [arrays.positions.number(node.from), arrays.positions.number(node.to)];
    case "cumulativeSum":
      return [node.outer, node.size, node.inner, node.reverse];
    case "cholesky":
    case "choleskyAdjoint":
    case "solveTriangular":
    case "matmul":
      return matrixShape(node);
    case "external":
      return [node.name, node.cases];
    case "scan":
      return [...scanShape(node), ...node.body.graph.nodes.map((inner) => `(${keyOf(inner, arrays)})`)];
    case "ode":
      return [
        ...odeShape(node),
        ...odeNumbers(node),
        arrays.values.number(node.grid.times),
        ...node.body.graph.nodes.map((inner) => `(${keyOf(inner, arrays)})`),
      ];
    default:
      return [];
  }
}

/** Equal keys mean equal values; inputs have no key, because each is filled in on its own. */
export const keyOf = (node: ArrayNode, arrays: Arrays): string =>
  [node.op, node.length, ...argumentsOf(node), ...details(node, arrays)].join(" ");
