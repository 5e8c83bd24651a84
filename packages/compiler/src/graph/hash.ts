/** Name a graph by its structure, or by its structure and data, the same in every session and engine. */
import { finish, mix } from "./mix.js";
import { argumentsOf, matrixShape, odeNumbers, odeShape, scanShape } from "./node.js";
import type { ArrayGraph, ArrayNode } from "./types.js";

/** What a hash depends on. */
export interface HashOptions {
  /** Whether the contents of data and positions count, beside their lengths. Default true. */
  readonly data?: boolean;
}

const textWords = (text: string): number[] => Array.from(text, (letter) => letter.codePointAt(0) as number);

/** Words of an array in little-endian order, which every engine with typed arrays in use today has. */
const arrayWords = (array: Float64Array | Int32Array): Uint32Array =>
  new Uint32Array(array.buffer, array.byteOffset, array.byteLength / 4);

function nodeWords(node: ArrayNode): number[] {
  const words = [...textWords(node.op), node.length, ...argumentsOf(node)];
  switch (node.op) {
    case "constant":
      return [...words, ...arrayWords(Float64Array.of(node.value))];
    case "take":
    case "scatterTake":
      return [...words, node.stride, node.size];
    case "cumulativeSum":
      return [...words, node.outer, node.size, node.inner, Number(node.reverse)];
    case "cholesky":
    case "choleskyAdjoint":
    case "solveTriangular":
    case "matmul":
      return [...words, ...matrixShape(node)];
    case "external":
      return [...words, ...textWords(node.name), node.cases];
    case "scan":
      return [...words, ...scanShape(node), ...node.body.graph.nodes.flatMap(nodeWords)];
    case "ode":
      return [
        ...words,
        ...odeShape(node),
        ...arrayWords(Float64Array.from(odeNumbers(node))),
        ...node.body.graph.nodes.flatMap(nodeWords),
      ];
    default:
      return words;
  }
}

function contents(node: ArrayNode): readonly (Float64Array | Int32Array)[] {
  if (node.op === "data") return [node.values];
  if (node.op === "linear") return [node.from, node.to];
  if (node.op === "ode") return [node.grid.times, ...node.body.graph.nodes.flatMap(contents)];
  if (node.op === "scan") return node.body.graph.nodes.flatMap(contents);
  if ("positions" in node) return [node.positions];
  return "base" in node ? [node.base] : [];
}

/**
 * A 64-bit hash in hexadecimal digits. Without data, it depends on operations, arguments, lengths and constants;
 * with data also on every value and position. Not meant to withstand forgery.
 */
export function hashGraph(graph: ArrayGraph, { data = true }: HashOptions = {}): string {
  let low = 0x243f6a88; // two starts, the first digits of π: two hashes that collide independently
  let high = 0x85a308d3;
  const stir = (word: number): void => {
    low = mix(low, word);
    high = mix(high, word);
  };
  for (const node of graph.nodes) {
    const words = nodeWords(node);
    stir(words.length);
    words.forEach(stir);
    if (data) for (const array of contents(node)) arrayWords(array).forEach(stir);
  }
  return [low, high].map((half) => finish(half).toString(16).padStart(8, "0")).join("");
}
