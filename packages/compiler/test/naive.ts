/** Evaluate array graphs by their definition, sharing nothing with the compiler: the oracle of these tests. */
import { elementwise, externalNamed } from "@credence/model";
import type { ArrayGraph, ArrayNode, NodeId } from "../src/index.js";

const batches = (length: number, each: number): number[] =>
  Array.from({ length: length / each }, (_, batch) => batch * each);

/** The factor column by column, not row by row. */
function choleskyBanachiewicz(size: number, entry: (i: number, j: number) => number): number[][] {
  const l = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const at = (i: number, j: number): number => (l[i] as number[])[j] as number;
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let rest = entry(i, j);
      for (let k = 0; k < j; k++) rest -= at(i, k) * at(j, k);
      (l[i] as number[])[j] = i === j ? Math.sqrt(rest) : rest / at(j, j);
    }
  return l;
}

/** The inverse by Gauss and Jordan, without exchanges. */
function inverseByElimination(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let p = 0; p < size; p++) {
    const pivot = (rows[p] as number[])[p] as number;
    rows[p] = (rows[p] as number[]).map((v) => v / pivot);
    for (let i = 0; i < size; i++) {
      if (i === p) continue;
      const weight = (rows[i] as number[])[p] as number;
      rows[i] = (rows[i] as number[]).map((v, j) => v - weight * ((rows[p] as number[])[j] as number));
    }
  }
  return rows.map((row) => row.slice(size));
}

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
    case "cholesky":
      return batches(node.length, node.size ** 2).flatMap((at) => {
        const entry = (i: number, j: number): number =>
          ((x[at + i * node.size + j] as number) + (x[at + j * node.size + i] as number)) / 2;
        const factor = choleskyBanachiewicz(node.size, entry);
        return factor.flat().some(Number.isNaN) ? factor.flat().map(() => Number.NaN) : factor.flat();
      });
    case "choleskyAdjoint":
      // L⁻ᵀ Q L⁻¹ with Q half of Lᵀ L̄, its lower triangle mirrored (Murray, arXiv:1602.07527, equation 10)
      return batches(node.length, node.size ** 2).flatMap((start) => {
        const n = node.size;
        const indices = Array.from({ length: n }, (_, i) => i);
        const entry = (values: readonly number[], i: number, j: number): number =>
          i < j ? 0 : (values[start + i * n + j] as number);
        const inverse = inverseByElimination(indices.map((i) => indices.map((j) => entry(x, i, j))));
        const half = (i: number, j: number): number =>
          0.5 * indices.reduce((sum, k) => sum + entry(x, k, Math.max(i, j)) * entry(at, k, Math.min(i, j)), 0);
        const at2 = (i: number, j: number): number => (inverse[i] as number[])[j] as number;
        return indices.flatMap((i) =>
          indices.map((j) =>
            indices.reduce(
              (sum, k) => sum + indices.reduce((part, l) => part + at2(k, i) * half(k, l) * at2(l, j), 0),
              0,
            ),
          ),
        );
      });
    case "solveTriangular":
      return batches(x.length, node.size ** 2).flatMap((start, batch) => {
        const { size, columns } = node;
        const entry = (i: number, j: number): number => (i < j ? 0 : (x[start + i * size + j] as number));
        const l = Array.from({ length: size }, (_, i) =>
          Array.from({ length: size }, (_, j) => (node.transpose ? entry(j, i) : entry(i, j))),
        );
        const inverse = inverseByElimination(l);
        return Array.from({ length: size * columns }, (_, k) =>
          (inverse[Math.floor(k / columns)] as number[]).reduce(
            (sum, v, i) => sum + v * (at[batch * size * columns + i * columns + (k % columns)] as number),
            0,
          ),
        );
      });
    case "matmul": {
      const { rows, inner, columns, transposeLeft, transposeRight } = node;
      return indices.map((element) => {
        const batch = Math.floor(element / (rows * columns));
        const [i, j] = [Math.floor(element / columns) % rows, element % columns];
        let total = 0;
        for (let k = 0; k < inner; k++) {
          const left = transposeLeft ? k * rows + i : i * inner + k;
          const right = transposeRight ? j * inner + k : k * columns + j;
          total += (x[batch * rows * inner + left] as number) * (at[batch * inner * columns + right] as number);
        }
        return total;
      });
    }
    case "scan": {
      const { body, steps, reverse } = node;
      const { inputs, outputs, carried, read } = body;
      const histories: number[][][] = args.slice(0, carried).map((start) => [[...start]]);
      const given: number[][][] = outputs.slice(carried).map(() => []);
      for (let round = 0; round < steps; round++) {
        const t = reverse ? steps - 1 - round : round;
        const seen = inputs.map((_, i) => {
          if (i < carried) return (histories[i] as number[][]).at(-1) as number[];
          const arg = args[i] as number[];
          const width = arg.length / steps;
          return i < carried + read ? arg.slice(t * width, (t + 1) * width) : arg;
        });
        const values = naiveValues(body.graph, new Map(inputs.map((id, i) => [id, seen[i] as number[]])));
        outputs.forEach((id, k) => {
          (histories[k] ?? (given[k - carried] as number[][])).push(values[id] as number[]);
        });
      }
      return [...histories, ...given].flatMap((parts) => (reverse ? parts.reverse() : parts).flat());
    }
    case "ode":
      throw new Error("solutions of differential equations are held to closed forms");
    case "external": {
      const { numbers, evaluate } = externalNamed(node.name);
      return Array.from({ length: node.cases }, (_, i) => {
        const slopes = new Float64Array(numbers);
        const parts = args.map((arg) => {
          const width = arg.length / node.cases;
          return Float64Array.from(arg.slice(i * width, (i + 1) * width) as number[]);
        });
        return [evaluate(parts, slopes), ...slopes];
      }).flat();
    }
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
