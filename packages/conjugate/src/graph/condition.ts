/** Replace observed variables by their values, so that only what is unknown stays random. */
import {
  type Axes,
  dataNode,
  ExprNode,
  type Family,
  type Graph,
  type NamedNode,
  posteriorFrom,
  raw,
  sameAxes,
  topological,
} from "@credence/model";

/** A random variable given the observed values of the variables before it. */
export interface Variable {
  readonly name: string;
  /** The random node as it was written. */
  readonly written: ExprNode;
  /** The same given what was observed; its parameters are known where they depend on data and observed values only. */
  readonly node: ExprNode;
  readonly family: Family;
  /** Dims of one draw. */
  readonly event: Axes;
  readonly constrained: boolean;
  readonly nonCentered: boolean;
  /** Observed values over the node's dims; undefined for a latent variable. */
  readonly values: Float64Array | undefined;
}

/** A posterior whose graph holds latent variables, data and functions of them. */
export interface Conditioned {
  readonly variables: readonly Variable[];
  /** Every node, arguments before users. */
  readonly nodes: readonly ExprNode[];
  /** The named quantities given what was observed; random variables are themselves, not their values. */
  readonly quantities: readonly NamedNode[];
  /** Observed values by name. */
  readonly data: ReadonlyMap<string, Float64Array>;
}

/** Named quantities and what was observed of them. */
export interface Observed {
  readonly quantities: readonly NamedNode[];
  readonly data: ReadonlyMap<string, Float64Array>;
}

/** The graph with observed variables turned into data; a random variable keeps its own node for its parameters' sake. */
export function condition(graph: Graph | Observed): Conditioned {
  const { quantities, data } = "nodes" in graph ? posteriorFrom(graph) : graph;
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  const standIns = new Map<ExprNode, ExprNode>();
  const variables: Variable[] = [];
  const nodes: ExprNode[] = [];
  const own = new Map<ExprNode, ExprNode>();
  const shared = sharing();
  for (const node of topological(quantities.map((quantity) => quantity.node))) {
    const { operation, args, axes, range } = node;
    const fresh = shared(
      new ExprNode(
        operation,
        args.map((arg) => standIns.get(arg) as ExprNode),
        axes,
        range,
      ),
    );
    nodes.push(fresh);
    own.set(node, fresh);
    standIns.set(node, fresh);
    if (operation.op !== "random") continue;
    const name = names.get(node);
    if (name === undefined) throw new Error(`internal: a ${operation.family.name} variable of the graph has no name`);
    const { family, event, constraint, nonCentered } = operation;
    const values = data.get(name);
    variables.push({
      name,
      written: node,
      node: fresh,
      family,
      event,
      constrained: constraint !== undefined,
      nonCentered,
      values,
    });
    if (values !== undefined) standIns.set(node, dataNode(axes, values));
  }
  const now = quantities.map(({ name, node }) => ({ name, node: own.get(node) as ExprNode }));
  return { variables, nodes, quantities: now, data };
}

/** Makes equal arithmetic the same node, so that √v is one expression however often it is written. */
function sharing(): (node: ExprNode) => ExprNode {
  const known = new Map<string, ExprNode>();
  const ids = new Map<ExprNode, number>();
  const idOf = (node: ExprNode): number => {
    const id = ids.get(node) ?? ids.size;
    ids.set(node, id);
    return id;
  };
  return (written) => {
    const node = factored(written);
    const { operation, args } = node;
    const what =
      operation.op === "constant"
        ? `${operation.value}`
        : operation.op === "elementwise"
          ? operation.name
          : operation.op === "gather"
            ? `${operation.of.name}[${operation.positions.join()}]${operation.index.map(({ name }) => name).join()}`
            : undefined;
    if (what === undefined) return node;
    const key = `${operation.op} ${what} ${args.map(idOf).join()}`;
    const same = known.get(key) ?? node;
    known.set(key, same);
    return same;
  };
}

/** x − m x as x (1 − m), whose sign is known where those of x and 1 − m are. */
function factored(node: ExprNode): ExprNode {
  const { operation, args } = node;
  const [x, product] = args as [ExprNode, ExprNode];
  if (operation.op !== "elementwise" || operation.name !== "sub" || product.operation.op !== "elementwise") return node;
  if (product.operation.name !== "mul" || !product.args.includes(x)) return node;
  const share = product.args[product.args[0] === x ? 1 : 0] as ExprNode;
  const whole = raw.mul(x, raw.sub(1, share));
  return sameAxes(whole.axes, node.axes) ? whole : node;
}

/** The latent variables that an expression depends on, in the order in which it names them. */
export function unknownsIn(expression: ExprNode): readonly ExprNode[] {
  const found = new Set<ExprNode>();
  const seen = new Set<ExprNode>();
  const stack = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.known || seen.has(node)) continue;
    seen.add(node);
    if (node.operation.op === "random") found.add(node);
    else stack.push(...[...node.args].reverse());
  }
  return [...found];
}
