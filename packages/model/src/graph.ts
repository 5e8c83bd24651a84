/** Write a posterior as plain data over named dims, and read it back: what is recognised, hashed, drawn and sent to workers. */
import type { Dim } from "@credence/draws";
import { familyNamed } from "./distributions/registry.js";
import type { ElementwiseName } from "./expr/elementwise.js";
import { type Axes, unionAxes } from "./expr/layout.js";
import { ExprNode, topological } from "./expr/node.js";
import { everything, type Range } from "./expr/range.js";
import type { LinearMap } from "./expr/records.js";
import { type Posterior, posteriorOf } from "./model.js";
import type { NamedNode } from "./named.js";
import type { Support } from "./support.js";

/** Position of a node in its graph; arguments stand before their users. */
export type GraphId = number;

/** A support without expressions: bounds that are numbers, dims by name. */
export type PlainSupport = {
  readonly kind: Support["kind"];
  readonly dim?: string;
  readonly positive?: boolean;
  readonly lower?: number;
  readonly upper?: number;
  readonly closed?: boolean;
};

/** One operation over named dims. `dims` lists the names in the order in which values are laid out. */
export type GraphNode = {
  readonly args: readonly GraphId[];
  readonly dims: readonly string[];
  readonly range: Range;
} & (
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: "data"; readonly values: Float64Array }
  | { readonly op: "input"; readonly name: string }
  | {
      readonly op: "random";
      readonly family: string;
      readonly event: readonly string[];
      readonly nonCentered: boolean;
      readonly constraint?: PlainSupport;
    }
  | { readonly op: "elementwise"; readonly name: ElementwiseName }
  | { readonly op: "gather"; readonly of: string; readonly positions: Int32Array; readonly index: readonly string[] }
  | { readonly op: "take"; readonly of: string }
  | { readonly op: "sum" | "maximum"; readonly over: string }
  | { readonly op: "cumulativeSum"; readonly along: string; readonly reverse: boolean }
  | ({ readonly op: "linear" } & LinearMap)
  | { readonly op: "rename"; readonly from: string; readonly to: string }
  | { readonly op: "cholesky" | "covariance"; readonly dim: string; readonly columns: string }
  | {
      readonly op: "matmul" | "solveTriangular";
      readonly dim: string;
      readonly columns: string;
      readonly transpose: boolean;
    }
  | { readonly op: "term" }
  | { readonly op: "assume"; readonly support: PlainSupport }
);

/** A posterior as plain data. */
export interface Graph {
  readonly dims: readonly { readonly name: string; readonly labels: readonly (string | number)[] }[];
  readonly nodes: readonly GraphNode[];
  /** Quantities in the order of the model's record. */
  readonly names: readonly { readonly name: string; readonly node: GraphId }[];
  /** Observed values by name. */
  readonly observed: Readonly<Record<string, Float64Array>>;
}

/** The graph of a posterior. Of a joint distribution too: nothing is observed there. */
export function graphOf({
  quantities,
  data,
}: {
  readonly quantities: readonly NamedNode[];
  readonly data?: ReadonlyMap<string, Float64Array>;
}): Graph {
  const order = topological(quantities.map(({ node }) => node));
  const ids = new Map(order.map((node, id) => [node, id]));
  const axes = unionAxes(...order.map((node) => [...node.axes, ...mentioned(node)]));
  return {
    dims: axes.map(({ name, labels }) => ({ name, labels })),
    nodes: order.map((node) => plainNode(node, ids)),
    names: quantities.map(({ name, node }) => ({ name, node: ids.get(node) as GraphId })),
    observed: Object.fromEntries(data ?? []),
  };
}

/** Dims that a node speaks of without varying over them: the dim of a random label. */
function mentioned({ operation }: ExprNode): Axes {
  const support =
    operation.op === "random" ? operation.constraint : operation.op === "assume" ? operation.support : undefined;
  return support !== undefined && "dim" in support ? [support.dim] : [];
}

function plainNode(node: ExprNode, ids: ReadonlyMap<ExprNode, GraphId>): GraphNode {
  const { operation, range } = node;
  const common = {
    args: node.args.map((arg) => ids.get(arg) as GraphId),
    dims: node.axes.map((axis) => axis.name),
    range,
  };
  switch (operation.op) {
    case "random": {
      const { family, event, nonCentered, constraint } = operation;
      const plain = {
        ...common,
        op: "random" as const,
        family: family.name,
        event: event.map((axis) => axis.name),
        nonCentered,
      };
      return constraint === undefined ? plain : { ...plain, constraint: plainSupport(constraint) };
    }
    case "gather":
      return {
        ...common,
        op: "gather",
        of: operation.of.name,
        positions: operation.positions,
        index: operation.index.map((axis) => axis.name),
      };
    case "take":
      return { ...common, op: "take", of: operation.of.name };
    case "sum":
    case "maximum":
      return { ...common, op: operation.op, over: operation.over.name };
    case "cumulativeSum":
      return { ...common, op: "cumulativeSum", along: operation.along.name, reverse: operation.reverse };
    case "rename":
      return { ...common, op: "rename", from: operation.from, to: operation.to.name };
    case "assume":
      return { ...common, op: "assume", support: plainSupport(operation.support) };
    case "cholesky":
    case "covariance":
    case "matmul":
    case "solveTriangular":
      return { ...common, ...operation, dim: operation.dim.name, columns: operation.columns.name };
    default:
      return { ...common, ...operation };
  }
}

function plainSupport(support: Support): PlainSupport {
  switch (support.kind) {
    case "real":
      return support;
    case "interval":
    case "integer":
      return {
        ...support,
        ...numericBound("lower", support.lower),
        ...numericBound("upper", support.upper),
      } as PlainSupport;
    default:
      return { ...support, dim: support.dim.name };
  }
}
function numericBound(key: string, bound: number | ExprNode | undefined): Record<string, number> {
  if (bound === undefined) return {};
  if (typeof bound !== "number") throw new Error("internal: a promised support has numeric bounds");
  return { [key]: bound };
}

/** The posterior that a graph was made of. */
export function posteriorFrom<V, Obs>(graph: Graph): Posterior<V, Obs> {
  const axes = new Map<string, Dim<string>>(
    graph.dims.map(({ name, labels }) => [name, { name, labels, size: labels.length }]),
  );
  const axis = (name: string): Dim<string> => axes.get(name) as Dim<string>;
  const nodes: ExprNode[] = [];
  for (const plain of graph.nodes) {
    nodes.push(
      new ExprNode(
        operationOf(plain, axis),
        plain.args.map((id) => nodes[id] as ExprNode),
        plain.dims.map(axis),
        plain.range ?? everything,
      ),
    );
  }
  const quantities = graph.names.map(({ name, node }) => ({ name, node: nodes[node] as ExprNode }));
  return posteriorOf(quantities, new Map(Object.entries(graph.observed)));
}

function operationOf(plain: GraphNode, axis: (name: string) => Dim<string>): ExprNode["operation"] {
  const support = ({ dim, ...rest }: PlainSupport): Support =>
    (dim === undefined ? rest : { ...rest, dim: axis(dim) }) as Support;
  switch (plain.op) {
    case "random": {
      const { op, nonCentered, constraint } = plain;
      const operation = { op, family: familyNamed(plain.family), event: plain.event.map(axis), nonCentered };
      return constraint === undefined ? operation : { ...operation, constraint: support(constraint) };
    }
    case "gather":
      return { op: "gather", of: axis(plain.of), positions: plain.positions, index: plain.index.map(axis) };
    case "take":
      return { op: "take", of: axis(plain.of) };
    case "sum":
    case "maximum":
      return { op: plain.op, over: axis(plain.over) };
    case "cumulativeSum":
      return { op: "cumulativeSum", along: axis(plain.along), reverse: plain.reverse };
    case "rename":
      return { op: "rename", from: plain.from, to: axis(plain.to) };
    case "assume":
      return { op: "assume", support: support(plain.support) };
    case "cholesky":
    case "covariance":
      return { op: plain.op, dim: axis(plain.dim), columns: axis(plain.columns) };
    case "matmul":
    case "solveTriangular":
      return { op: plain.op, dim: axis(plain.dim), columns: axis(plain.columns), transpose: plain.transpose };
    case "linear":
      return { op: "linear", from: plain.from, to: plain.to, coefficients: plain.coefficients };
    case "term":
      return { op: "term" };
    case "constant":
      return { op: "constant", value: plain.value };
    case "data":
      return { op: "data", values: plain.values };
    case "input":
      return { op: "input", name: plain.name };
    case "elementwise":
      return { op: "elementwise", name: plain.name };
  }
}
