/** Turn the small arrays of a scan's body into single numbers, so that a round runs in registers. */
import { argumentsOf, isElementwise, withArguments } from "../../../graph/node.js";
import type { ArrayGraph, ArrayNode, NodeId, NodeOf, ScanBody } from "../../../graph/types.js";
import { linearShape } from "../../interpreter/loops/linear.js";

/** Nodes that a round may have; longer ones are left to the interpreter. */
const MOST = 400;

/** A body whose nodes are all single numbers; each input and output of the body is a list of them. */
export interface ScalarBody {
  readonly graph: ArrayGraph;
  readonly inputs: readonly (readonly NodeId[])[];
  readonly outputs: readonly (readonly NodeId[])[];
  /** How many of the inputs are carried, and how many of the others are read, as in the body. */
  readonly carried: number;
  readonly read: number;
}

/** A graph of single numbers as it grows. */
class Numbers {
  readonly nodes: ArrayNode[] = [];

  add(node: ArrayNode): NodeId {
    return this.nodes.push(node) - 1;
  }
  constant(value: number): NodeId {
    return this.add({ op: "constant", value, length: 1 });
  }
  binary(op: "add" | "mul", a: NodeId, b: NodeId): NodeId {
    return this.add({ op, args: [a, b], length: 1 });
  }
  /** The sum in the order of the interpreter's (see `loops/reducing.ts`). */
  sum(terms: readonly NodeId[]): NodeId {
    const lane = (k: number): NodeId =>
      terms.filter((_, i) => i % 4 === k).reduce((total, term) => this.binary("add", total, term), this.constant(0));
    return this.binary("add", this.binary("add", lane(0), lane(2)), this.binary("add", lane(1), lane(3)));
  }
  /** Sums of terms into places, in order. */
  into(length: number, places: Int32Array, term: (i: number) => NodeId): NodeId[] {
    const totals = Array.from({ length }, () => this.constant(0));
    for (const [i, at] of places.entries()) totals[at] = this.binary("add", totals[at] as NodeId, term(i));
    return totals;
  }
}

type Elements = readonly NodeId[];

/** Element i of an array, or the one that it has. */
const elementAt = (elements: Elements, i: number): NodeId => elements[elements.length === 1 ? 0 : i] as NodeId;

function linear(to: Numbers, node: NodeOf<"linear">, x: Elements, values: Elements): Elements {
  const term = (i: number, at: number): NodeId => to.binary("mul", values[i] as NodeId, x[at] as NodeId);
  const { length } = node;
  switch (linearShape(node, x.length)) {
    case "sparse":
      return to.into(length, node.to, (i) => term(i, node.from[i] as number));
    case "rows":
      return Array.from({ length }, (_, r) => to.sum(x.map((_, c) => term(r * x.length + c, c))));
    case "columns": {
      const totals = Array.from({ length }, () => to.constant(0));
      const whole = x.length - (x.length % 4);
      for (let r = 0; r < x.length; r += r < whole ? 4 : 1) {
        for (let c = 0; c < length; c++) {
          const at = (k: number): NodeId => term((r + k) * length + c, r + k);
          const sum =
            r < whole ? to.binary("add", to.binary("add", at(0), at(2)), to.binary("add", at(1), at(3))) : at(0);
          totals[c] = to.binary("add", totals[c] as NodeId, sum);
        }
      }
      return totals;
    }
  }
}

/** The larger of two as the interpreter's loop takes it: the second unless the first is at least as large. */
function larger(to: Numbers, a: NodeId, b: NodeId): NodeId {
  const keeps = to.add({ op: "ge", args: [a, b], length: 1 });
  return to.add({ op: "select", args: [keeps, a, b], length: 1 });
}

/** The elements of a node; undefined for operations that are left to the interpreter. */
function elementsOf(to: Numbers, node: ArrayNode, args: readonly Elements[]): Elements | undefined {
  const each = (make: (i: number) => NodeId): Elements => Array.from({ length: node.length }, (_, i) => make(i));
  const [x = []] = args;
  if (isElementwise(node))
    return each((i) =>
      to.add(
        withArguments(
          node,
          args.map((arg) => elementAt(arg, i)),
          1,
        ),
      ),
    );
  switch (node.op) {
    case "input":
      return each(() => to.add({ op: "input", length: 1 }));
    case "constant":
      return [to.constant(node.value)];
    case "data":
      return each((i) => to.constant(node.values[i] as number));
    case "gather":
      return each((i) => x[node.positions[i] as number] as NodeId);
    case "sum":
      return [to.sum(x)];
    case "scatterAdd":
      return to.into(node.length, node.positions, (i) => x[i] as NodeId);
    case "linear":
      return linear(to, node, x, args[1] as Elements);
    case "segmentMax": {
      const best = each(() => to.constant(Number.NEGATIVE_INFINITY)) as NodeId[];
      for (const [i, at] of node.positions.entries()) best[at] = larger(to, best[at] as NodeId, x[i] as NodeId);
      return best;
    }
    default:
      return undefined;
  }
}

/** A scan's body as single numbers; undefined where it has other operations, or too many numbers. */
export function scalarise({ graph, inputs, outputs, carried, read }: ScanBody): ScalarBody | undefined {
  const to = new Numbers();
  const elements: Elements[] = [];
  for (const node of graph.nodes) {
    if (node.length > MOST) return undefined;
    const made = elementsOf(
      to,
      node,
      argumentsOf(node).map((arg) => elements[arg] as Elements),
    );
    if (made === undefined || to.nodes.length > MOST) return undefined;
    elements.push(made);
  }
  const of = (id: NodeId): Elements => elements[id] as Elements;
  return { graph: { nodes: to.nodes }, inputs: inputs.map(of), outputs: outputs.map(of), carried, read };
}
