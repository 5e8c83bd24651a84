/** Turn expressions over named dims into nodes of an array graph: here dims become positions. */
import {
  type Axes,
  afterFirst,
  around,
  broadcastPositions,
  type Equations,
  type ExprNode,
  externalNamed,
  gatherPositions,
  lengthOf,
  matrixTimes,
  partAt,
  sameAxes,
  sizeOf,
  takeLayout,
  topological,
} from "@credence/model";
import { differentiate } from "../differentiate/index.js";
import { odeSlopes } from "../differentiate/ode.js";
import { graphBuilder } from "../graph/builder.js";
import type { GraphBuilder } from "../graph/builder-types.js";
import { scanPieces } from "../graph/scan.js";
import type { ArrayNode, NodeId, ScanBody } from "../graph/types.js";
import { type Contraction, contractionOf, onlyContracted } from "./contraction.js";

/**
 * Adds the expressions to the graph and returns the node of each, row-major over its dims.
 * `known` holds the nodes of inputs and of random variables, and receives those of everything else.
 */
export function addExpressions(
  builder: GraphBuilder,
  roots: readonly ExprNode[],
  known: Map<ExprNode, NodeId>,
): NodeId[] {
  const order = topological(roots, known);
  const skipped = onlyContracted(order, roots);
  for (const node of order) {
    if (!known.has(node) && !skipped.has(node)) known.set(node, addNode(builder, node, known));
  }
  return roots.map((root) => known.get(root) as NodeId);
}

function addNode(builder: GraphBuilder, node: ExprNode, known: ReadonlyMap<ExprNode, NodeId>): NodeId {
  const { operation, axes } = node;
  const args = node.args.map((arg) => known.get(arg) as NodeId);
  const [x = -1] = args;
  const from = node.args[0]?.axes ?? [];
  switch (operation.op) {
    case "constant":
      return builder.constant(operation.value);
    case "data":
      return builder.data(operation.values);
    case "elementwise": {
      const full = node.args.map((arg, i) => spread(builder, args[i] as NodeId, arg.axes, axes));
      return builder.add({ op: operation.name, args: full, length: lengthOf(node) } as unknown as ArrayNode);
    }
    case "gather":
      return builder.gather(x, gatherPositions(from, operation, axes));
    case "take": {
      const { bases, stride } = takeLayout(from, operation.of, axes);
      const at = repeat(builder, args[1] as NodeId, (node.args[1] as ExprNode).axes, axes);
      return builder.take(x, at, { base: bases, stride, size: operation.of.size });
    }
    case "sum": {
      const contraction = x < 0 ? contractionOf(node) : undefined; // its products were left out
      if (contraction !== undefined) return contracted(builder, contraction, axes, known);
      return axes.length === 0 ? builder.sum(x) : builder.scatterAdd(x, broadcastPositions(axes, from), lengthOf(node));
    }
    case "maximum":
      return builder.segmentMax(x, broadcastPositions(axes, from), lengthOf(node));
    case "cumulativeSum":
      return builder.cumulativeSum(x, { ...around(from, operation.along.name), reverse: operation.reverse });
    case "stack":
      return args
        .map((part, k) => {
          const { rest, positions } = partAt(axes, operation.along, k);
          return builder.scatterAdd(
            repeat(builder, part, (node.args[k] as ExprNode).axes, rest),
            positions,
            lengthOf(node),
          );
        })
        .reduce((all, part) => builder.binary("add", all, part));
    case "linear": {
      const { coefficients, ...shape } = operation;
      return builder.linear(x, builder.data(coefficients), { from: shape.from, to: shape.to }, lengthOf(node));
    }
    case "cholesky": {
      const matrices = repeat(builder, x, from, axes);
      return builder.cholesky(matrices, operation.dim.size);
    }
    case "covariance": {
      const { size } = operation.dim;
      const factors = repeat(builder, x, from, axes);
      const shape = { rows: size, inner: size, columns: size, transposeLeft: false, transposeRight: true };
      return builder.matmul(factors, factors, shape);
    }
    case "matmul":
    case "solveTriangular": {
      const right = node.args[1] as ExprNode;
      const { left, rest } = matrixTimes(from, right.axes, operation);
      const matrices = repeat(builder, x, from, left);
      const values = repeat(builder, args[1] as NodeId, right.axes, axes);
      const { size } = operation.dim;
      const columns = sizeOf(rest);
      if (operation.op === "solveTriangular")
        return builder.solveTriangular(matrices, values, { size, columns, transpose: operation.transpose });
      const shape = { rows: size, inner: size, columns, transposeLeft: operation.transpose, transposeRight: false };
      return builder.matmul(matrices, values, shape);
    }
    case "recursion":
      return addRecursion(builder, node, operation, args);
    case "external":
      return addExternal(builder, node, operation, args);
    case "ode":
      return addOde(builder, node, operation, args);
    case "rename":
    case "assume":
    case "term":
      return x;
    case "random":
    case "input":
      throw new Error(
        `internal: "${operation.op === "input" ? operation.name : operation.family.name}" has no place in the array graph`,
      );
  }
}

/** Values over `from` as an argument of an elementwise operation over `to`: single values broadcast by themselves. */
const spread = (builder: GraphBuilder, x: NodeId, from: Axes, to: Axes): NodeId =>
  builder.node(x).length === 1 ? x : repeat(builder, x, from, to);

const repeat = (builder: GraphBuilder, x: NodeId, from: Axes, to: Axes): NodeId =>
  sameAxes(from, to) ? x : builder.gather(x, broadcastPositions(from, to));

/** A sum of products as a product of matrices, one for each label of the dims that both have. */
function contracted(
  builder: GraphBuilder,
  { left, right, batch, rows, over, columns }: Contraction,
  axes: Axes,
  known: ReadonlyMap<ExprNode, NodeId>,
): NodeId {
  const a = repeat(builder, known.get(left) as NodeId, left.axes, [...batch, ...rows, over]);
  const b = repeat(builder, known.get(right) as NodeId, right.axes, [...batch, over, ...columns]);
  const shape = { rows: sizeOf(rows), inner: over.size, columns: sizeOf(columns) };
  const product = builder.matmul(a, b, { ...shape, transposeLeft: false, transposeRight: false });
  return repeat(builder, product, [...batch, ...rows, ...columns], axes);
}

/** Adds a registered function, and takes its values from among their slopes. */
function addExternal(
  builder: GraphBuilder,
  node: ExprNode,
  { name, over }: Extract<ExprNode["operation"], { op: "external" }>,
  args: readonly NodeId[],
): NodeId {
  const { numbers } = externalNamed(name);
  const cases = lengthOf(node);
  const full = args.map((arg, i) =>
    repeat(builder, arg, (node.args[i] as ExprNode).axes, i < numbers ? node.axes : [...node.axes, over]),
  );
  const all = builder.external(name, full, cases);
  return builder.gather(
    all,
    Int32Array.from({ length: cases }, (_, i) => i * (1 + numbers)),
  );
}

/** Adds one state of a recursion. States of the same equations share the scan that computes them all. */
function addRecursion(
  builder: GraphBuilder,
  node: ExprNode,
  { time, equations, state }: Extract<ExprNode["operation"], { op: "recursion" }>,
  args: readonly NodeId[],
): NodeId {
  const { before, read, shared } = equations;
  const later = afterFirst(time);
  const standIns = [...before, ...read, ...shared];
  const given = standIns.map((standIn, i) => {
    const isRead = i >= before.length && i < before.length + read.length;
    const axes = isRead ? [later, ...standIn.axes] : standIn.axes;
    return repeat(builder, args[i] as NodeId, (node.args[i] as ExprNode).axes, axes);
  });
  const body = bodyOf(equations);
  const shape = { body, steps: later.size, reverse: false };
  const all = builder.scan(given, shape);
  const { offset } = scanPieces(shape)[state] as { offset: number };
  const { axes } = before[state] as ExprNode;
  const places = broadcastPositions([time, ...axes], node.axes);
  return builder.gather(
    all,
    places.map((place) => offset + place),
  );
}

/** Adds one state of differential equations. States of the same equations share their solution. */
function addOde(
  builder: GraphBuilder,
  node: ExprNode,
  { time, equations, state, grid }: Extract<ExprNode["operation"], { op: "ode" }>,
  args: readonly NodeId[],
): NodeId {
  const { before, shared } = equations;
  const given = [...before, ...shared].map((standIn, i) =>
    repeat(builder, args[i] as NodeId, (node.args[i] as ExprNode).axes, standIn.axes),
  );
  const body = bodyOf(equations);
  const slopes = grid.settings.method === "explicit" ? undefined : odeSlopes(body, [], differentiate);
  const all = builder.ode(given, { body, grid, by: [], slopes });
  const { offset } = scanPieces({ body: { ...body, carried: 0 }, steps: time.size })[state] as { offset: number };
  const places = broadcastPositions([time, ...(before[state] as ExprNode).axes], node.axes);
  return builder.gather(
    all,
    places.map((place) => offset + place),
  );
}

/** The equations as a graph of their own. */
function bodyOf({ before, read, shared, after }: Equations): ScanBody {
  const standIns = [...before, ...read, ...shared];
  const inner = graphBuilder();
  const inputs = standIns.map((standIn) => inner.input(lengthOf(standIn)));
  const next = addExpressions(inner, after, new Map(standIns.map((standIn, i) => [standIn, inputs[i] as NodeId])));
  const outputs = next.map((id, k) => repeat(inner, id, (after[k] as ExprNode).axes, (before[k] as ExprNode).axes));
  return { graph: inner.graph, inputs, carried: before.length, read: read.length, outputs };
}
