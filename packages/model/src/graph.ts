/** Write a posterior as plain data over named dims, and read it back: what is recognised, hashed, drawn and sent to workers. */
import type { Dim } from "@credence/draws";
import { familyNamed } from "./distributions/registry.js";
import type { ElementwiseName } from "./expr/elementwise.js";
import { type Axes, unionAxes } from "./expr/layout.js";
import { ExprNode, topological } from "./expr/node.js";
import { everything, type Range } from "./expr/range.js";
import type { Family, LinearMap, OdeGrid, SimplexTransform, Steps } from "./expr/records.js";
import { type Posterior, posteriorOf } from "./model.js";
import type { NamedNode } from "./named.js";
import { type PathName, pathFamily } from "./sequences/path-family.js";
import type { Support } from "./support.js";

/** Position of a node in its graph; arguments stand before their users. */
export type GraphId = number;

/** A support without expressions: bounds that are numbers, dims by name. */
export type PlainSupport = {
  readonly kind: Support["kind"];
  readonly dim?: string;
  readonly positive?: boolean;
  readonly transform?: SimplexTransform;
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
      /** Of a path along time. */
      readonly steps?: PlainSteps;
    }
  | { readonly op: "recursion"; readonly time: string; readonly equations: PlainEquations; readonly state: number }
  | {
      readonly op: "ode";
      readonly time: string;
      readonly equations: PlainEquations;
      readonly state: number;
      readonly grid: OdeGrid;
    }
  | { readonly op: "elementwise"; readonly name: ElementwiseName }
  | { readonly op: "external"; readonly name: string; readonly over: string }
  | { readonly op: "gather"; readonly of: string; readonly positions: Int32Array; readonly index: readonly string[] }
  | { readonly op: "take"; readonly of: string }
  | { readonly op: "sum" | "maximum"; readonly over: string }
  | { readonly op: "stack"; readonly along: string }
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

/** Expressions in terms of stand-ins, by what they are for; stand-ins are inputs among the nodes. */
export interface PlainEquations {
  readonly nodes: readonly GraphNode[];
  readonly before: readonly GraphId[];
  readonly read: readonly GraphId[];
  readonly shared: readonly GraphId[];
  readonly after: readonly GraphId[];
}

/** The states of a path: how each starts and goes on. */
export interface PlainSteps extends Omit<PlainEquations, "after"> {
  readonly time: string;
  readonly present: readonly GraphId[];
  readonly start: readonly GraphId[];
  readonly step: readonly GraphId[];
  readonly of: number;
}

/** A posterior as plain data. */
export interface Graph {
  readonly dims: readonly { readonly name: string; readonly labels: readonly (string | number)[] }[];
  readonly nodes: readonly GraphNode[];
  /** Quantities in the order of the model's record. */
  readonly names: readonly { readonly name: string; readonly node: GraphId }[];
  /** Observed values by name. */
  readonly observed: Readonly<Record<string, Float64Array>>;
}

/** The lists of expressions that steps and equations are made of. */
const stepLists = ["before", "present", "read", "shared", "start", "step"] as const;
const equationLists = ["before", "read", "shared", "after"] as const;

/** Makes the same lists of something else. */
const mapping =
  <K extends string>(keys: readonly K[]) =>
  <A, B>(lists: { readonly [P in K]: A }, f: (list: A) => B): { readonly [P in K]: B } =>
    Object.fromEntries(keys.map((key) => [key, f(lists[key])])) as { readonly [P in K]: B };
const mapSteps = mapping(stepLists);
const mapEquations = mapping(equationLists);

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
  const axes = unionAxes(...dimsOf(order));
  return {
    dims: axes.map(({ name, labels }) => ({ name, labels })),
    nodes: order.map((node) => plainNode(node, ids)),
    names: quantities.map(({ name, node }) => ({ name, node: ids.get(node) as GraphId })),
    observed: Object.fromEntries(data ?? []),
  };
}

/** The dims of nodes, and of what these hold. */
const dimsOf = (nodes: readonly ExprNode[]): Axes[] =>
  nodes.flatMap((node) => [node.axes, mentioned(node), ...dimsOf(topological(partsOf(node)))]);

/** Dims that a node speaks of without varying over them: the dim of a random label, time. */
function mentioned({ operation }: ExprNode): Axes {
  if (operation.op === "recursion" || operation.op === "ode") return [operation.time];
  const support =
    operation.op === "random" ? operation.constraint : operation.op === "assume" ? operation.support : undefined;
  return support !== undefined && "dim" in support ? [support.dim] : [];
}

/** Expressions in terms of stand-ins that a node holds. */
function partsOf({ operation }: ExprNode): readonly ExprNode[] {
  if (operation.op === "recursion" || operation.op === "ode")
    return equationLists.flatMap((list) => operation.equations[list]);
  if (operation.op !== "random" || operation.family.event !== "path") return [];
  const { steps } = operation.family;
  return stepLists.flatMap((list) => steps[list]);
}

/** The parts as plain nodes, and what each expression's number is among them. */
function plainParts(node: ExprNode): {
  readonly nodes: readonly GraphNode[];
  readonly all: (parts: readonly ExprNode[]) => readonly GraphId[];
} {
  const order = topological(partsOf(node));
  const ids = new Map(order.map((part, id) => [part, id]));
  return {
    nodes: order.map((part) => plainNode(part, ids)),
    all: (parts) => parts.map((part) => ids.get(part) as GraphId),
  };
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
        ...(family.event === "path" ? { steps: plainSteps(node, family.steps) } : {}),
        op: "random" as const,
        family: family.name,
        event: event.map((axis) => axis.name),
        nonCentered,
      };
      return constraint === undefined ? plain : { ...plain, constraint: plainSupport(constraint) };
    }
    case "recursion":
    case "ode": {
      const { time, equations, state } = operation;
      const { nodes, all } = plainParts(node);
      const plain = { nodes, ...mapEquations(equations, all) };
      const told = { ...common, time: time.name, equations: plain, state };
      return operation.op === "ode" ? { ...told, op: "ode", grid: operation.grid } : { ...told, op: "recursion" };
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
    case "external":
      return { ...common, op: "external", name: operation.name, over: operation.over.name };
    case "sum":
    case "maximum":
      return { ...common, op: operation.op, over: operation.over.name };
    case "cumulativeSum":
      return { ...common, op: "cumulativeSum", along: operation.along.name, reverse: operation.reverse };
    case "stack":
      return { ...common, op: "stack", along: operation.along.name };
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

function plainSteps(node: ExprNode, steps: Steps): PlainSteps {
  const { nodes, all } = plainParts(node);
  return { time: steps.time.name, of: steps.of, nodes, ...mapSteps(steps, all) };
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
  const nodes = nodesFrom(graph.nodes, axis);
  const quantities = graph.names.map(({ name, node }) => ({ name, node: nodes[node] as ExprNode }));
  return posteriorOf(quantities, new Map(Object.entries(graph.observed)));
}

/** The nodes of a list, arguments before users. */
function nodesFrom(plain: readonly GraphNode[], axis: (name: string) => Dim<string>): readonly ExprNode[] {
  const nodes: ExprNode[] = [];
  for (const each of plain) {
    const args = each.args.map((id) => nodes[id] as ExprNode);
    nodes.push(new ExprNode(operationOf(each, axis), args, each.dims.map(axis), each.range ?? everything));
  }
  return nodes;
}

function familyFrom(name: string, steps: PlainSteps | undefined, axis: (name: string) => Dim<string>): Family {
  if (steps === undefined) return familyNamed(name);
  const nodes = nodesFrom(steps.nodes, axis);
  const lists = mapSteps(steps, (ids) => ids.map((id) => nodes[id] as ExprNode));
  return pathFamily(name as PathName, { time: axis(steps.time), of: steps.of, ...lists });
}

function operationOf(plain: GraphNode, axis: (name: string) => Dim<string>): ExprNode["operation"] {
  const support = ({ dim, ...rest }: PlainSupport): Support =>
    (dim === undefined ? rest : { ...rest, dim: axis(dim) }) as Support;
  switch (plain.op) {
    case "random": {
      const { op, nonCentered, constraint } = plain;
      const family = familyFrom(plain.family, plain.steps, axis);
      const operation = { op, family, event: plain.event.map(axis), nonCentered };
      return constraint === undefined ? operation : { ...operation, constraint: support(constraint) };
    }
    case "recursion":
    case "ode": {
      const nodes = nodesFrom(plain.equations.nodes, axis);
      const equations = mapEquations(plain.equations, (ids) => ids.map((id) => nodes[id] as ExprNode));
      const told = { time: axis(plain.time), equations, state: plain.state };
      return plain.op === "ode" ? { ...told, op: "ode", grid: plain.grid } : { ...told, op: "recursion" };
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
    case "stack":
      return { op: "stack", along: axis(plain.along) };
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
    case "external":
      return { op: "external", name: plain.name, over: axis(plain.over) };
  }
}
