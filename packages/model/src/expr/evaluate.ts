/** Compute expressions plainly, one array per node: the oracle of compiled programs, and what checks data-only parameters. */
import { elementwise } from "./elementwise.js";
import { matrixTimesValue, matrixValue } from "./evaluate-matrix.js";
import { odeValue } from "./evaluate-ode.js";
import { externalNamed } from "./external.js";
import {
  type Axes,
  around,
  broadcastPositions,
  hasAxis,
  partAt,
  positionsAlong,
  sameAxes,
  strideOf,
} from "./layout.js";
import { type ExprNode, lengthOf, topological } from "./node.js";

/** Values of inputs and random variables, row-major over their dims. */
export type Bindings = ReadonlyMap<ExprNode, Float64Array>;

/** Values of each root, row-major over its dims. Random variables and inputs must be bound. */
export function evaluateAll(roots: readonly ExprNode[], bindings: Bindings = new Map()): Float64Array[] {
  const values = new Map<ExprNode, Float64Array>(bindings);
  for (const node of topological(roots, bindings)) {
    if (!values.has(node))
      values.set(
        node,
        nodeValue(
          node,
          node.args.map((arg) => values.get(arg) as Float64Array),
        ),
      );
  }
  return roots.map((root) => values.get(root) as Float64Array);
}

/** The values of one expression. */
export const evaluate = (node: ExprNode, bindings?: Bindings): Float64Array =>
  evaluateAll([node], bindings)[0] as Float64Array;

/** Values over `from`, repeated or reordered to `to`. */
export function broadcast(values: Float64Array, from: Axes, to: Axes): Float64Array {
  return sameAxes(from, to) ? values : Float64Array.from(broadcastPositions(from, to), (p) => values[p] as number);
}

function nodeValue(node: ExprNode, args: readonly Float64Array[]): Float64Array {
  const { operation, axes } = node;
  const [x = new Float64Array()] = args;
  const from = node.args[0]?.axes ?? [];
  switch (operation.op) {
    case "constant":
      return Float64Array.of(operation.value);
    case "data":
      return operation.values;
    case "elementwise": {
      const f = elementwise[operation.name];
      const full = args.map((values, k) => broadcast(values, (node.args[k] as ExprNode).axes, axes));
      const point = new Array<number>(args.length).fill(0);
      return Float64Array.from({ length: lengthOf(node) }, (_, i) => {
        for (let k = 0; k < full.length; k++) point[k] = (full[k] as Float64Array)[i] as number;
        return f(...point);
      });
    }
    case "gather":
      return Float64Array.from(gatherPositions(from, operation, axes), (p) => x[p] as number);
    case "take": {
      const at = broadcast(args[1] as Float64Array, (node.args[1] as ExprNode).axes, axes);
      const { stride, bases } = takeLayout(from, operation.of, axes);
      return Float64Array.from(bases, (base, i) => x[base + stride * (at[i] as number)] ?? Number.NaN);
    }
    case "sum":
    case "maximum": {
      const positions = broadcastPositions(axes, from);
      const out = new Float64Array(lengthOf(node)).fill(operation.op === "sum" ? 0 : -Infinity);
      positions.forEach((p, i) => {
        const v = x[i] as number;
        out[p] = operation.op === "sum" ? (out[p] as number) + v : Math.max(out[p] as number, v);
      });
      return out;
    }
    case "cumulativeSum":
      return cumulate(x, around(from, operation.along.name), operation.reverse);
    case "stack":
      return stackValue(node, operation.along, args);
    case "linear": {
      const { from: read, to, coefficients } = operation;
      const out = new Float64Array(lengthOf(node));
      coefficients.forEach((c, i) => {
        out[to[i] as number] = (out[to[i] as number] as number) + c * (x[read[i] as number] as number);
      });
      return out;
    }
    case "cholesky":
    case "covariance":
      return matrixValue(operation.op, { values: x, axes: from }, operation);
    case "matmul":
    case "solveTriangular": {
      const b = { values: args[1] as Float64Array, axes: node.args[1]?.axes as Axes };
      return matrixTimesValue(operation, { values: x, axes: from }, b);
    }
    case "recursion":
      return recursionValue(node, operation, args);
    case "external":
      return externalValue(node, operation, args);
    case "ode":
      return odeValue(node, operation, args, { evaluateAll, broadcast });
    case "rename":
    case "assume":
    case "term":
      return x;
    case "random":
    case "input":
      throw new Error(
        `internal: "${operation.op === "input" ? operation.name : operation.family.name}" has no value here`,
      );
  }
}

/** Arguments side by side, repeated over the dims that they lack. */
function stackValue(node: ExprNode, along: Axes[number], args: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(lengthOf(node));
  args.forEach((values, k) => {
    const { rest, positions } = partAt(node.axes, along, k);
    const full = broadcast(values, node.args[k]?.axes as Axes, rest);
    positions.forEach((p, i) => {
      out[p] = full[i] as number;
    });
  });
  return out;
}

/** A registered function, cell by cell. */
function externalValue(
  node: ExprNode,
  { name, over }: Extract<ExprNode["operation"], { op: "external" }>,
  args: readonly Float64Array[],
): Float64Array {
  const { numbers, evaluate: value } = externalNamed(name);
  const slopes = new Float64Array(numbers);
  const full = args.map((values, i) =>
    broadcast(values, node.args[i]?.axes as Axes, i < numbers ? node.axes : [...node.axes, over]),
  );
  return Float64Array.from({ length: lengthOf(node) }, (_, cell) =>
    value(
      full.map((values, i) => {
        const width = i < numbers ? 1 : over.size;
        return values.subarray(cell * width, (cell + 1) * width);
      }),
      slopes,
    ),
  );
}

/** Where each element of a gather over `axes` reads in its argument over `from`. */
export function gatherPositions(
  from: Axes,
  { of, positions, index }: { readonly of: Axes[number]; readonly positions: Int32Array; readonly index: Axes },
  axes: Axes,
): Int32Array {
  const { bases, stride } = takeLayout(from, of, axes);
  const along = broadcastPositions(index, axes);
  return bases.map((base, i) => base + stride * (positions[along[i] as number] as number));
}

/** For lookups along `of`: out[i] = x[bases[i] + stride · label position]. */
export function takeLayout(from: Axes, of: Axes[number], axes: Axes): { bases: Int32Array; stride: number } {
  const strides = axes.map((axis) => (axis.name === of.name ? 0 : strideOf(from, axis.name)));
  return { bases: positionsAlong(axes, strides), stride: strideOf(from, of.name) };
}

function cumulate(
  x: Float64Array,
  { outer, size, inner }: { outer: number; size: number; inner: number },
  reverse: boolean,
): Float64Array {
  const out = Float64Array.from(x);
  const step = reverse ? -inner : inner;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let at = o * size * inner + i + (reverse ? (size - 1) * inner : 0);
      for (let s = 1; s < size; s++, at += step) out[at + step] = (out[at] as number) + (out[at + step] as number);
    }
  }
  return out;
}

/** One state along time, which is the last of the node's dims: a round of the equations for each label after the first. */
function recursionValue(
  node: ExprNode,
  { time, equations, state }: Extract<ExprNode["operation"], { op: "recursion" }>,
  args: readonly Float64Array[],
): Float64Array {
  const { before, read, shared, after } = equations;
  const values = args.map((values, i) => ({ values, axes: node.args[i]?.axes as Axes }));
  let states = before.map(({ axes }, k) => broadcast(args[k] as Float64Array, values[k]?.axes as Axes, axes));
  const history = [states[state] as Float64Array];
  const rounds = read.map(({ axes }, i) => {
    const given = values[before.length + i] as (typeof values)[number];
    const round = given.axes.filter(({ name }) => !hasAxis(axes, name));
    return broadcast(given.values, given.axes, [...round, ...axes]);
  });
  for (let t = 1; t < time.size; t++) {
    const bindings = new Map<ExprNode, Float64Array>(before.map((standIn, k) => [standIn, states[k] as Float64Array]));
    read.forEach((standIn, i) => {
      const width = lengthOf(standIn);
      bindings.set(standIn, (rounds[i] as Float64Array).subarray((t - 1) * width, t * width));
    });
    shared.forEach((standIn, i) => {
      const { values: all, axes } = values[before.length + read.length + i] as (typeof values)[number];
      bindings.set(standIn, broadcast(all, axes, standIn.axes));
    });
    states = evaluateAll(after, bindings).map((next, k) =>
      broadcast(next, (after[k] as ExprNode).axes, (before[k] as ExprNode).axes),
    );
    history.push(states[state] as Float64Array);
  }
  const width = (history[0] as Float64Array).length;
  return Float64Array.from({ length: width * time.size }, (_, i) => {
    return history[i % time.size]?.[Math.floor(i / time.size)] as number;
  });
}
