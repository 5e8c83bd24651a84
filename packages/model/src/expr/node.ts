/** Build expressions: immutable records that know their dims and range, with methods for arithmetic. */
import type { Dim } from "@credence/draws";
import { rangeOfSupport } from "../support.js";
import type { ElementwiseName } from "./elementwise.js";
import { type Axes, describeAxes, hasAxis, sizeOf, unionAxes } from "./layout.js";
import { everything, hull, type Range, range, rangeAfter, rangeOf, rangeOfSum } from "./range.js";
import type { ExprNode as ExprRecord, Family, LinearMap, Operand, Operation, Support } from "./records.js";
import type { Arg, Expr, Index } from "./types.js";

/** An expression at run time. Identity matters: the same random node is the same variable. */
export class ExprNode implements ExprRecord {
  /** Whether the value depends on data and constants only. */
  readonly known: boolean;

  constructor(
    readonly operation: Operation,
    readonly args: readonly ExprNode[],
    readonly axes: Axes,
    readonly range: Range,
  ) {
    const open = operation.op === "random" || operation.op === "input";
    this.known = !open && args.every((arg) => arg.known);
  }

  get values(): Float64Array {
    if (this.operation.op !== "data")
      throw new TypeError("only a column has values; sample the model to see the values of an expression");
    return this.operation.values;
  }
  get dim(): Axes[number] | undefined {
    return this.axes[0];
  }

  /** JavaScript's own operators would give text or NaN in silence. */
  [Symbol.toPrimitive](): never {
    throw new TypeError(
      "an expression is no number before it is sampled: write a.add(b), gt(a, b) or an expr template instead of a + b or a > b",
    );
  }

  add(b: Operand): ExprNode {
    return apply("add", this, b);
  }
  sub(b: Operand): ExprNode {
    return apply("sub", this, b);
  }
  mul(b: Operand): ExprNode {
    return apply("mul", this, b);
  }
  div(b: Operand): ExprNode {
    return apply("div", this, b);
  }
  pow(b: Operand): ExprNode {
    return apply("pow", this, b);
  }
  at(index: Index<string, string>): ExprNode {
    return "random" in index && index.random !== undefined
      ? take(this, index.of, nodeOf(index.random))
      : gather(this, index.of, index.positions, index.axes);
  }
  over(dim: Dim<string>): ExprNode {
    return spread(this, dim);
  }
  nonCentered(): ExprNode {
    const { operation } = this;
    if (operation.op !== "random")
      throw new TypeError("nonCentered() is for random variables with a location and a scale, such as normal(mu, tau)");
    return new ExprNode({ ...operation, nonCentered: true }, this.args, this.axes, this.range);
  }
}

/** The record behind a typed expression, or a number as a constant. Errors name `what` it is. */
export function nodeOf(x: Arg | Operand | Expr<string>, what?: string): ExprNode {
  if (x instanceof ExprNode) return x;
  const named = what === undefined ? "" : `${what}: `;
  if (Number.isNaN(x)) throw new RangeError(`${named}${notANumber}`);
  if (typeof x === "number") return constant(x);
  throw new TypeError(`${named}expected a number or an expression, got ${describeValue(x)}`);
}
const notANumber = "NaN is not a number to compute with: check the value that was passed in";

/** The typed face of a record. */
export const typed = <T>(node: ExprNode): T => node as unknown as T;

const describeValue = (x: unknown): string =>
  x === null
    ? "null"
    : Array.isArray(x)
      ? "an array: wrap it with column(dim, values)"
      : typeof x === "string"
        ? `the text "${x}"`
        : typeof x;

export function constant(value: number): ExprNode {
  if (Number.isNaN(value)) throw new RangeError(notANumber);
  return new ExprNode({ op: "constant", value }, [], [], range(value, value, Number.isInteger(value)));
}
export const dataNode = (axes: Axes, values: Float64Array): ExprNode =>
  new ExprNode({ op: "data", values }, [], axes, rangeOf(values));
export const inputNode = (name: string, axes: Axes, possible: Range = everything): ExprNode =>
  new ExprNode({ op: "input", name }, [], axes, possible);

/** An elementwise function, broadcast by name. */
export function apply(name: ElementwiseName, ...args: readonly Operand[]): ExprNode {
  const nodes = args.map((x) => nodeOf(x));
  const ranges = nodes.map((node) => node.range);
  return new ExprNode(
    { op: "elementwise", name },
    nodes,
    unionAxes(...nodes.map((node) => node.axes)),
    rangeAfter(name, ranges),
  );
}

const mustHave = (x: ExprNode, name: string, verb: string): void => {
  if (!hasAxis(x.axes, name))
    throw new TypeError(`cannot ${verb} dim "${name}": the expression has ${describeAxes(x.axes)}`);
};
const replaceAxis = (axes: Axes, name: string, by: Axes): Axes =>
  unionAxes(...axes.map((axis) => (axis.name === name ? by : [axis])));

export function gather(x: ExprNode, of: Axes[number], positions: Int32Array, index: Axes): ExprNode {
  mustHave(x, of.name, "look up along");
  unionAxes(x.axes, [of]);
  return new ExprNode({ op: "gather", of, positions, index }, [x], replaceAxis(x.axes, of.name, index), x.range);
}
export function take(x: ExprNode, of: Axes[number], at: ExprNode): ExprNode {
  mustHave(x, of.name, "look up along");
  return new ExprNode({ op: "take", of }, [x, at], replaceAxis(x.axes, of.name, at.axes), x.range);
}
export function reduce(op: "sum" | "maximum", x: ExprNode, over: Axes[number]): ExprNode {
  mustHave(x, over.name, "sum over");
  const axes = x.axes.filter((axis) => axis.name !== over.name);
  return new ExprNode({ op, over }, [x], axes, op === "sum" ? rangeOfSum(x.range, over.size) : x.range);
}
export function cumulativeSum(x: ExprNode, along: Axes[number], reverse = false): ExprNode {
  mustHave(x, along.name, "accumulate along");
  const whole = rangeOfSum(x.range, along.size);
  return new ExprNode({ op: "cumulativeSum", along, reverse }, [x], x.axes, hull(x.range, whole));
}
export function renameAxis(x: ExprNode, from: Axes[number], to: Axes[number]): ExprNode {
  mustHave(x, from.name, "rename");
  if (from.size !== to.size)
    throw new TypeError(`cannot rename dim "${from.name}" (${from.size} labels) to "${to.name}" (${to.size} labels)`);
  return new ExprNode({ op: "rename", from: from.name, to }, [x], replaceAxis(x.axes, from.name, [to]), x.range);
}
/** A linear map of the flattened values of `x`, over `axes`. */
export const linear = (x: ExprNode, map: LinearMap, axes: Axes): ExprNode =>
  new ExprNode({ op: "linear", ...map }, [x], axes, everything);
export const sumAll = (x: ExprNode): ExprNode => x.axes.reduce((total, axis) => reduce("sum", total, axis), x);

/** A random variable: its dims are those of its parameters, then those of `over`, then the dims of one event. */
export function randomNode(family: Family, params: readonly ExprNode[], event: Axes = []): ExprNode {
  const batch = unionAxes(...params.map((param) => param.axes.filter((axis) => !hasAxis(event, axis.name))));
  const values = rangeOfSupport(family.support(params, event));
  return new ExprNode({ op: "random", family, event, nonCentered: false }, params, unionAxes(batch, event), values);
}

/** Where a random variable may lie, given its parameters (those it was written with, or what stands for them). */
export function supportOf(x: ExprNode, params: readonly ExprNode[] = x.args): Support {
  if (x.operation.op !== "random") throw new TypeError("only random variables have a support");
  return x.operation.constraint ?? x.operation.family.support(params, x.operation.event);
}

/** One independent copy for each label of `dim`; the dims of one event stay last. */
function spread(x: ExprNode, dim: Axes[number]): ExprNode {
  if (typeof dim !== "object" || dim === null)
    throw new TypeError(`over() wants a dim, got ${describeValue(dim)}: make one by dim("page", ["A", "B"])`);
  if (x.operation.op !== "random")
    throw new TypeError(
      `over("${dim.name}") is for random variables; use arithmetic with a column to broadcast an expression`,
    );
  if (hasAxis(x.axes, dim.name))
    throw new TypeError(
      `the variable already varies over "${dim.name}": over() is needed only for dims that its parameters do not have`,
    );
  if (x.args.some((arg) => hasAxis(arg.axes, dim.name)))
    throw new TypeError(
      `over("${dim.name}"): the labels or components of ${x.operation.family.constructorName} lie along "${dim.name}"; copies need another dim`,
    );
  const { event } = x.operation;
  const batch = x.axes.slice(0, x.axes.length - event.length);
  return new ExprNode(x.operation, x.args, [...batch, dim, ...event], x.range);
}

/** Every node below `roots`, arguments before users; below those of `known` nothing is looked at. */
export function topological(
  roots: Iterable<ExprNode>,
  known: { has(node: ExprNode): boolean } = new Set<ExprNode>(),
): readonly ExprNode[] {
  const seen = new Set<ExprNode>();
  const order: ExprNode[] = [];
  const stack: { node: ExprNode; next: number }[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    stack.push({ node: root, next: 0 });
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const arg = known.has(top.node) ? undefined : top.node.args[top.next++];
      if (arg === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(arg)) {
        seen.add(arg);
        stack.push({ node: arg, next: 0 });
      }
    }
  }
  return order;
}

/** The number of values of an expression. */
export const lengthOf = (x: ExprNode): number => sizeOf(x.axes);

export type { Operand, Operation };
