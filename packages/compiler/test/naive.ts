/** Evaluate array graphs by their definition, sharing nothing with the compiler: the oracle of these tests. */
import { elementwise } from "@credence/model";
import type { ArrayGraph, ArrayNode, NodeId } from "../src/index.js";

function evaluateNode(node: ArrayNode, args: readonly number[][]): number[] {
  const [x = [], at = []] = args;
  const indices = Array.from({ length: node.length }, (_, i) => i);
  switch (node.op) {
    case "input":
      throw new Error("inputs are given");
    case "constant":
      return [node.value];
    case "data":
      return [...node.values];
    case "gather":
      return indices.map((i) => x[node.positions[i] as number] as number);
    case "scatterAdd":
      return indices.map((i) => x.reduce((sum, value, k) => (node.positions[k] === i ? sum + value : sum), 0));
    case "take":
      return indices.map((i) =>
        Number.isInteger(at[i]) && (at[i] as number) >= 0 && (at[i] as number) < node.size
          ? (x[(node.base[i] as number) + node.stride * (at[i] as number)] as number)
          : Number.NaN,
      );
    case "scatterTake":
      return indices.map((i) =>
        x.reduce((sum, value, k) => {
          const label = at[k] as number;
          const valid = Number.isInteger(label) && label >= 0 && label < node.size;
          return valid && (node.base[k] as number) + node.stride * label === i ? sum + value : sum;
        }, 0),
      );
    case "linear":
      return indices.map((i) =>
        at.reduce((sum, value, k) => (node.to[k] === i ? sum + value * (x[node.from[k] as number] as number) : sum), 0),
      );
    case "sum":
      return [x.reduce((sum, value) => sum + value, 0)];
    case "segmentMax":
      return indices.map((i) => Math.max(...x.filter((_, k) => node.positions[k] === i)));
    case "cumulativeSum":
      return indices.map((i) => {
        const inner = i % node.inner;
        const s = Math.floor(i / node.inner) % node.size;
        const o = Math.floor(i / node.inner / node.size);
        let total = 0;
        for (let k = node.reverse ? s : 0; k < (node.reverse ? node.size : s + 1); k++)
          total += x[(o * node.size + k) * node.inner + inner] as number;
        return total;
      });
    default:
      return indices.map((i) =>
        elementwise[node.op](...args.map((arg) => (arg.length === 1 ? arg[0] : arg[i]) as number)),
      );
  }
}

/** The values of all nodes, given those of the inputs by id. */
export function naiveValues(graph: ArrayGraph, inputs: ReadonlyMap<NodeId, readonly number[]>): number[][] {
  const values: number[][] = [];
  for (const [id, node] of graph.nodes.entries()) {
    const given = inputs.get(id);
    values.push(
      given ? [...given] : evaluateNode(node, "args" in node ? node.args.map((arg) => values[arg] as number[]) : []),
    );
  }
  return values;
}
