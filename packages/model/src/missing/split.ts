/** Split an observed variable into the cells that are there and those that are missing, as a model of both. */
import { type Dim, dim } from "@credence/draws";
import {
  type Axes,
  broadcastPositions,
  describeAxes,
  elementName,
  hasAxis,
  labelsAt,
  sameAxes,
  sizeOf,
  strideOf,
} from "../expr/layout.js";
import { dataNode, ExprNode, gather, linear, topological } from "../expr/node.js";
import type { NamedNode } from "../named.js";
import type { DataCell, Incomplete } from "./impute.js";

/** A model in which some variables are observed in part. */
export interface Split {
  readonly quantities: readonly NamedNode[];
  /** Values of the cells that are there, by name. */
  readonly data: ReadonlyMap<string, Float64Array>;
}

/** A variable to split: its cells over its own dims, NaN where one is missing. */
interface Part {
  readonly name: string;
  readonly node: ExprNode;
  readonly how: Incomplete["how"];
  readonly cells: Float64Array;
}

/**
 * Replaces each of the named variables by its observed cells, under its own name, and by its missing ones, as `name.missing`;
 * whatever depends on the variable depends on both.
 * @throws TypeError when a variable is no number for itself at every cell, nothing was seen of it, or a shape is wrong.
 */
export function splitMissing(quantities: readonly NamedNode[], incomplete: ReadonlyMap<string, Incomplete>): Split {
  const parts = new Map<ExprNode, Part>();
  for (const [name, values] of incomplete) {
    const { node } = quantities.find((quantity) => quantity.name === name) as NamedNode;
    parts.set(node, { name, node, how: values.how, cells: cellsOf(name, node, values) });
  }
  refuseUsed(quantities, parts);
  const data = new Map<string, Float64Array>();
  const named = new Map<ExprNode, readonly NamedNode[]>();
  const replaced = new Map<ExprNode, ExprNode>();
  for (const node of topological(quantities.map((quantity) => quantity.node))) {
    const args = node.args.map((arg) => replaced.get(arg) as ExprNode);
    const changed = args.some((arg, i) => arg !== node.args[i]);
    const here = changed ? new ExprNode(node.operation, args, node.axes, node.range) : node;
    const part = parts.get(node);
    const pieces = part === undefined ? undefined : piecesOf(part, here);
    if (part !== undefined && !part.cells.some(Number.isNaN)) data.set(part.name, part.cells);
    if (part === undefined || pieces === undefined) {
      replaced.set(node, here);
      continue;
    }
    data.set(part.name, pieces.seen);
    named.set(node, pieces.named);
    replaced.set(node, pieces.whole);
  }
  return {
    quantities: quantities.flatMap(
      ({ name, node }) => named.get(node) ?? [{ name, node: replaced.get(node) as ExprNode }],
    ),
    data,
  };
}

/** The cells of a variable over its own dims. */
function cellsOf(name: string, { axes }: ExprNode, { how, axes: given, cells }: Incomplete): Float64Array {
  const verb = `${how}: \`${name}\``;
  if (axes.length === 0)
    throw new TypeError(
      `${verb} is a single number: where it is missing, leave it out of observe and it is a latent variable`,
    );
  if (given === undefined && axes.length > 1)
    throw new TypeError(`${verb} has dims ${describeAxes(axes)}: say which is which, as in ${how}([dim, dim], values)`);
  const from = given ?? axes;
  if (from.length !== axes.length || from.some((axis) => !hasAxis(axes, axis.name)))
    throw new TypeError(`${verb} has dims ${describeAxes(axes)}; the values have ${describeAxes(from)}`);
  if (cells.length !== sizeOf(axes))
    throw new RangeError(`${verb} has ${sizeOf(axes)} cells, and ${cells.length} values were given`);
  const read = Float64Array.from({ length: cells.length }, (_, i) =>
    numberOf(verb, elementName("", from, i), cells[i] as DataCell),
  );
  return sameAxes(from, axes) ? read : Float64Array.from(broadcastPositions(from, axes), (p) => read[p] as number);
}

function numberOf(verb: string, where: string, cell: DataCell): number {
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === "number") return cell;
  if (typeof cell === "boolean") return cell ? 1 : 0;
  throw new TypeError(
    `${verb} holds ${JSON.stringify(cell)} at ${where}: a cell is a number, or NaN, null or undefined`,
  );
}

interface Pieces {
  readonly named: readonly NamedNode[];
  readonly seen: Float64Array;
  /** Data and imputed values in the variable's place. */
  readonly whole: ExprNode;
}

/** The observed and the missing cells as variables; undefined where nothing is missing. */
function piecesOf({ name, how, cells }: Part, node: ExprNode): Pieces | undefined {
  const missing = positionsWhere(cells, (cell) => Number.isNaN(cell));
  if (missing.length === 0) return undefined;
  refuseWhole(name, node, how, missing.length === cells.length);
  const there = positionsWhere(cells, (cell) => !Number.isNaN(cell));
  const seen = Float64Array.from(there, (at) => cells[at] as number);
  const flat = name.replaceAll(".", "_");
  const observed = { name, node: atCells(node, there, `${flat}_observed`) };
  if (how === "omit") return { named: [observed], seen, whole: node };
  const latent = { name: `${name}.missing`, node: atCells(node, missing, `${flat}_missing`) };
  return { named: [observed, latent], seen, whole: joined(node, cells, missing, latent.node) };
}

const positionsWhere = (cells: Float64Array, holds: (cell: number) => boolean): Int32Array =>
  Int32Array.from([...cells.keys()].filter((at) => holds(cells[at] as number)));

/** The variable at some of its cells, along a dim of their labels; its parameters are looked up there. */
function atCells(node: ExprNode, positions: Int32Array, name: string): ExprNode {
  const { axes, operation } = node;
  if (operation.op !== "random") throw new Error("internal: not a random variable");
  const labels = Array.from(positions, (at) => {
    const [label, ...more] = labelsAt(axes, at);
    return more.length === 0 ? (label as string | number) : [label, ...more].join(",");
  });
  const cells = dim(name, labels);
  const lookUp = (arg: ExprNode): ExprNode =>
    axes
      .filter((axis) => hasAxis(arg.axes, axis.name))
      .reduce((x, axis) => gather(x, axis, alongAxis(axes, axis, positions), [cells]), arg);
  return new ExprNode({ ...operation, nonCentered: false }, node.args.map(lookUp), [cells], node.range);
}

/** Which label of `axis` each cell has. */
const alongAxis = (axes: Axes, axis: Dim<string>, positions: Int32Array): Int32Array =>
  positions.map((at) => Math.floor(at / strideOf(axes, axis.name)) % axis.size);

/** Data where there is any, the latent values elsewhere: what stands for the variable in what depends on it. */
function joined(node: ExprNode, cells: Float64Array, missing: Int32Array, latent: ExprNode): ExprNode {
  const known = dataNode(
    node.axes,
    cells.map((cell) => (Number.isNaN(cell) ? 0 : cell)),
  );
  const places = {
    from: missing.map((_, i) => i),
    to: missing,
    coefficients: new Float64Array(missing.length).fill(1),
  };
  const sum = known.add(linear(latent, places, node.axes));
  return new ExprNode(sum.operation, sum.args, node.axes, node.range);
}

/** @throws TypeError when the cells of a variable are no variables by themselves, or none was seen. */
function refuseWhole(name: string, { operation }: ExprNode, how: Incomplete["how"], all: boolean): void {
  if (operation.op !== "random")
    throw new TypeError(`${how}: \`${name}\` is derived; only random variables are observed`);
  const { family, constraint } = operation;
  const verb = `${how}: \`${name}\``;
  if (all) throw new TypeError(`${verb} has no value at all: leave it out of observe, and all of it is latent`);
  if (family.event === "vector" || family.event === "matrix")
    throw new TypeError(
      `${verb} is ${family.constructorName}, whose values are whole ${family.event === "vector" ? "vectors" : "matrices"}: cells of one cannot be missing by themselves`,
    );
  if (family.event === "path")
    throw new TypeError(
      `${verb} goes along "${family.steps.time.name}", each value given those before it: cells of it cannot be missing by themselves; let it be latent and observe what is seen of it, as in normal(${name}, noise), which may have missing cells`,
    );
  if (constraint?.kind === "ordered")
    throw new TypeError(`${verb} is ordered: its cells depend on each other and cannot be missing by themselves`);
  if (family.mixed === true && how === "impute")
    throw new TypeError(
      `${verb} cannot be imputed: ${family.constructorName} has single values with a probability of their own beside a density; use omit(values), as its missing cells tell nothing`,
    );
}

/** @throws TypeError when something depends on values that are left out. */
function refuseUsed(quantities: readonly NamedNode[], parts: ReadonlyMap<ExprNode, Part>): void {
  for (const { name, node } of quantities) {
    const used = topological([node]).find(
      (other) => other !== node && parts.get(other)?.how === "omit" && parts.get(other)?.cells.some(Number.isNaN),
    );
    if (used !== undefined)
      throw new TypeError(
        `omit: \`${name}\` depends on \`${parts.get(used)?.name}\`, whose missing cells are left out: use impute(values)`,
      );
  }
}
