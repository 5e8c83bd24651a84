/** Grow an array graph that never holds the same computation twice, nor one that its data already decide. */
import { externalNamed } from "@credence/model";
import { evaluate } from "../backends/interpreter/evaluate.js";
import type { GraphBuilder } from "./builder-types.js";
import { checkNode } from "./check.js";
import { interner } from "./intern.js";
import { type Arrays, keyOf } from "./key.js";
import { argumentsOf, withArguments } from "./node.js";
import { odeLength } from "./ode.js";
import { operations } from "./operations.js";
import { prune } from "./prune.js";
import { scanLength } from "./scan.js";
import { simplify } from "./simplify/index.js";
import type { ArrayGraph, ArrayNode, NodeId, ScanBody } from "./types.js";

export type { GraphBuilder } from "./builder-types.js";

/** Operations whose arguments may change places without changing a bit of the result. */
const commutative: ReadonlySet<string> = new Set(["add", "mul", "eq"]);

/** An empty graph. */
export function graphBuilder(): GraphBuilder {
  const nodes: ArrayNode[] = [];
  const ids = new Map<string, NodeId>();
  const arrays: Arrays = { values: interner<Float64Array>(), positions: interner<Int32Array>() };

  const node = (id: NodeId): ArrayNode => {
    const found = nodes[id];
    if (found === undefined) throw new RangeError(`${id} is not a node of this graph`);
    return found;
  };
  const lengthOf = (id: NodeId): number => node(id).length;

  const known = (id: NodeId): Float64Array | undefined => {
    const it = node(id);
    if (it.op === "constant") return Float64Array.of(it.value);
    if (it.op === "data") return it.values;
    if (it.op !== "gather") return undefined;
    const source = node(it.args[0]);
    return source.op === "constant" ? new Float64Array(it.length).fill(source.value) : undefined;
  };
  const isKnown = (id: NodeId): boolean => node(id).op === "constant" || node(id).op === "data";

  const isDatum = (id: NodeId): boolean => node(id).op === "data" && lengthOf(id) === 1;

  /** Equal arrays become one array; unknown arguments come first where order is free, so that rules need one case. */
  function canonical(it: ArrayNode): ArrayNode {
    if ("positions" in it) return { ...it, positions: arrays.positions.array(it.positions) };
    if (it.op === "linear") return { ...it, from: arrays.positions.array(it.from), to: arrays.positions.array(it.to) };
    if (!commutative.has(it.op)) return it;
    const [x, y] = argumentsOf(it) as [NodeId, NodeId];
    const inOrder = isKnown(x) === isKnown(y) ? x <= y : isKnown(y);
    return inOrder ? it : withArguments(it, [y, x]);
  }

  /** The value of a node all of whose arguments are known. A repeated constant stays one: it is cheaper than data. */
  function fold(it: ArrayNode): NodeId | undefined {
    const args = argumentsOf(it);
    if (args.length === 0 || (it.op === "gather" && lengthOf(it.args[0]) === 1)) return undefined;
    const values = args.map(known);
    if (!values.every((value) => value !== undefined)) return undefined;
    const result = evaluate(it, values as Float64Array[]);
    return it.length === 1 && args.some(isDatum) ? datum(result[0] as number) : data(result);
  }

  function intern(it: ArrayNode): NodeId {
    if (it.op === "input") return nodes.push(it) - 1;
    const key = keyOf(it, arrays);
    const old = ids.get(key);
    if (old !== undefined) return old;
    const id = nodes.push(it) - 1;
    ids.set(key, id);
    return id;
  }

  function add(raw: ArrayNode): NodeId {
    checkNode(nodes, raw);
    if (raw.op === "data") return raw.length === 1 ? datum(raw.values[0] as number) : data(raw.values);
    const it = canonical(raw);
    return fold(it) ?? simplify(builder, it) ?? intern(it);
  }

  const constant = (value: number): NodeId => intern({ op: "constant", value, length: 1 });

  /** Data whose elements are all the same are a repeated constant, for which there are more rules. */
  function data(values: Float64Array): NodeId {
    const [first] = values;
    if (first !== undefined && values.every((value) => Object.is(value, first)))
      return broadcast(constant(first), values.length);
    return intern({ op: "data", values: arrays.values.array(values), length: values.length });
  }

  const datum = (value: number): NodeId =>
    intern({ op: "data", values: arrays.values.array(Float64Array.of(value)), length: 1 });

  const gather = (x: NodeId, positions: Int32Array): NodeId =>
    add({ op: "gather", args: [x], positions, length: positions.length });

  function broadcast(x: NodeId, length: number): NodeId {
    if (lengthOf(x) === length) return x;
    if (lengthOf(x) !== 1)
      throw new RangeError(`cannot repeat ${lengthOf(x)} elements to ${length}: only one element repeats`);
    return gather(x, new Int32Array(length));
  }

  const elementwise = (op: string, args: readonly NodeId[]): NodeId => {
    const lengths = args.map(lengthOf);
    return add({ op, args, length: lengths.find((length) => length !== 1) ?? 1 } as unknown as ArrayNode);
  };
  const ops = operations(elementwise);

  const builder: GraphBuilder = {
    graph: { nodes },
    ops,
    node,
    add,
    known,
    constant,
    data,
    datum,
    gather,
    broadcast,
    input: (length) => add({ op: "input", length }),
    unary: (op, x) => elementwise(op, [x]),
    binary: (op, x, y) => elementwise(op, [x, y]),
    ternary: (op, x, y, z) => elementwise(op, [x, y, z]),
    select: ops.select,
    scatterAdd: (x, positions, length) =>
      add({ op: "scatterAdd", args: [broadcast(x, positions.length)], positions, length }),
    take: (x, at, shape) =>
      add({ ...shape, op: "take", args: [x, broadcast(at, shape.base.length)], length: shape.base.length }),
    scatterTake: (x, at, shape, length) => {
      const count = shape.base.length;
      return add({ ...shape, op: "scatterTake", args: [broadcast(x, count), broadcast(at, count)], length });
    },
    linear: (x, values, shape, length) =>
      add({ ...shape, op: "linear", args: [x, broadcast(values, shape.to.length)], length }),
    sum: (x) => add({ op: "sum", args: [x], length: 1 }),
    segmentMax: (x, positions, length) =>
      add({ op: "segmentMax", args: [broadcast(x, positions.length)], positions, length }),
    cumulativeSum: (x, shape) => {
      const length = shape.outer * shape.size * shape.inner;
      return add({ ...shape, op: "cumulativeSum", args: [broadcast(x, length)], length });
    },
    cholesky: (x, size) => add({ op: "cholesky", args: [x], size, length: lengthOf(x) }),
    choleskyAdjoint: (factor, bar, size) =>
      add({ op: "choleskyAdjoint", args: [factor, broadcast(bar, lengthOf(factor))], size, length: lengthOf(factor) }),
    solveTriangular: (factor, right, shape) =>
      add({ ...shape, op: "solveTriangular", args: [factor, right], length: lengthOf(right) }),
    matmul: (left, right, shape) => {
      const count = lengthOf(left) / (shape.rows * shape.inner);
      return add({ ...shape, op: "matmul", args: [left, right], length: count * shape.rows * shape.columns });
    },
    external: (name, args, cases) =>
      add({ op: "external", name, args, cases, length: cases * (1 + externalNamed(name).numbers) }),
    scan: (args, { body, steps, reverse }) => {
      const pruned = prunedBody(body);
      return add({ op: "scan", args, body: pruned, steps, reverse, length: scanLength({ body: pruned, steps }) });
    },
    ode: (args, shape) => {
      const pruned = { ...shape, body: prunedBody(shape.body) };
      return add({ ...pruned, op: "ode", args, length: odeLength(pruned) });
    },
  };
  return builder;
}

/** A body without what none of its outputs need. */
function prunedBody(body: ScanBody): ScanBody {
  const { graph, ids } = prune(body.graph, [...body.inputs, ...body.outputs]);
  const now = (old: readonly NodeId[]): NodeId[] => old.map((id) => ids[id] as NodeId);
  return { ...body, graph, inputs: now(body.inputs), outputs: now(body.outputs) };
}

/** Builds a graph anew, by today's rules: the ids of its nodes in `builder`. */
export function replay(builder: GraphBuilder, graph: ArrayGraph): NodeId[] {
  const ids: NodeId[] = [];
  for (const node of graph.nodes)
    ids.push(
      builder.add(
        withArguments(
          node,
          argumentsOf(node).map((arg) => ids[arg] as NodeId),
        ),
      ),
    );
  return ids;
}
