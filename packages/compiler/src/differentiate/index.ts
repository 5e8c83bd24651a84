/** Differentiate a graph in reverse mode, into nodes of the same graph. */
import type { BinaryName, TernaryName, UnaryName } from "@credence/model";
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf, isElementwise } from "../graph/node.js";
import type { ArrayNode, NodeId } from "../graph/types.js";
import { binaryAdjoints, ternaryAdjoints } from "./binary.js";
import { externalAdjoint } from "./external.js";
import { isMatrixNode, matrixAdjoint } from "./matrix.js";
import { odeAdjoints } from "./ode.js";
import { scanAdjoints } from "./scan.js";
import { structuralAdjoints } from "./structural.js";
import { unaryAdjoints } from "./unary.js";

/** Which of the first nodes depend on some of `wrt`, these included. */
function dependents(b: GraphBuilder, wrt: readonly NodeId[], end: NodeId): readonly boolean[] {
  const sources = new Set(wrt);
  const depends: boolean[] = [];
  for (let id = 0; id <= end; id++)
    depends.push(sources.has(id) || argumentsOf(b.node(id)).some((arg) => depends[arg]));
  return depends;
}

/** What a node with adjoint `bar` adds to the adjoint of its k-th argument, before broadcasting is undone. */
function partial(b: GraphBuilder, bar: NodeId, id: NodeId, k: number): NodeId | undefined {
  const node = b.node(id);
  if (node.op === "external") return externalAdjoint(b, b.broadcast(bar, node.length), id, k);
  if (isMatrixNode(node)) return matrixAdjoint(b, b.broadcast(bar, node.length), id, k);
  if (!isElementwise(node)) {
    const adjoint = structuralAdjoints[node.op as keyof typeof structuralAdjoints];
    return k === 0 ? adjoint(b, bar, node as never) : undefined;
  }
  const chosen = throughSelect(b, bar, (taken) => partial(b, taken, id, k));
  if (chosen !== undefined) return chosen;
  const [x, y, z] = argumentsOf(node);
  if (z !== undefined)
    return ternaryAdjoints[node.op as TernaryName][k as 0 | 1 | 2](b, bar, x as NodeId, y as NodeId, z, id);
  return y === undefined
    ? unaryAdjoints[node.op as UnaryName](b, bar, x as NodeId, id)
    : binaryAdjoints[node.op as BinaryName][k as 0 | 1](b, bar, x as NodeId, y, id);
}

/**
 * The partial of an adjoint that a `select` has set to 0 for the branch not taken, with the select around the product:
 * there a derivative may be infinite, and 0 · ∞ would make the gradient NaN.
 */
function throughSelect(
  b: GraphBuilder,
  bar: NodeId,
  partialOf: (taken: NodeId) => NodeId | undefined,
): NodeId | undefined {
  const node = b.node(bar);
  if (node.op !== "select") return undefined;
  const [condition, yes, no] = node.args;
  const zero = b.constant(0);
  const part = no === zero ? partialOf(yes) : yes === zero ? partialOf(no) : undefined;
  if (part === undefined) return undefined;
  return no === zero ? b.select(condition, part, zero) : b.select(condition, zero, part);
}

/** Undoes broadcasting: an argument of one element that met `node`'s many gets the sum of what each of them adds. */
function unbroadcast(b: GraphBuilder, part: NodeId, node: ArrayNode, arg: ArrayNode): NodeId {
  if (!isElementwise(node) || arg.length !== 1 || node.length === 1) return part;
  return b.sum(b.broadcast(part, node.length));
}

/**
 * The gradient of `output` in each of the nodes `wrt`, as nodes of the same length as those; a constant 0 where there
 * is no path. Adjoints of one element stand for as many equal ones until the end.
 *
 * Comparisons, floor and sign have derivative 0. A `select` passes no adjoint to the branch not taken, also where the
 * derivative of what is selected is infinite there. Where branches share several steps, or meet a sum on the way, an
 * infinite derivative may still meet that 0: guard the argument inside the branch, as in log(select(x > 0, x, 1)).
 *
 * Reverse accumulation: Griewank and Walther, Evaluating Derivatives (2008), chapter 3.
 * @throws RangeError if `output` has more than one element.
 */
export function differentiate(b: GraphBuilder, output: NodeId, wrt: readonly NodeId[]): NodeId[] {
  const { length } = b.node(output);
  if (length !== 1) throw new RangeError(`node ${output} has ${length} elements: differentiate a sum of them`);
  const depends = dependents(b, wrt, output);
  const adjoints = new Map<NodeId, NodeId>([[output, b.constant(1)]]);
  for (let id = output; id >= 0; id--) {
    const bar = adjoints.get(id);
    if (bar === undefined || !depends[id]) continue;
    const node = b.node(id);
    const args = argumentsOf(node);
    const wanted = args.map((arg) => depends[arg] === true);
    const together = allAdjoints(b, bar, id, wanted);
    for (const [k, arg] of args.entries()) {
      const part = wanted[k] ? (together === undefined ? partial(b, bar, id, k) : together[k]) : undefined;
      if (part === undefined) continue;
      const whole = unbroadcast(b, part, node, b.node(arg));
      const before = adjoints.get(arg);
      adjoints.set(arg, before === undefined ? whole : b.ops.add(before, whole));
    }
  }
  return wrt.map((id) => b.broadcast(adjoints.get(id) ?? b.constant(0), b.node(id).length));
}

/** What an operation with a body adds to the adjoints of all its arguments together; undefined for other operations. */
function allAdjoints(
  b: GraphBuilder,
  bar: NodeId,
  id: NodeId,
  wanted: readonly boolean[],
): (NodeId | undefined)[] | undefined {
  const { op } = b.node(id);
  if (op === "scan") return scanAdjoints(b, bar, id, wanted, differentiate);
  return op === "ode" ? odeAdjoints(b, bar, id, wanted, differentiate) : undefined;
}
