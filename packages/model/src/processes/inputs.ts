/** Read the inputs of a process, and lay out how far its places are apart. */
import { type DIMS, prime } from "@credence/draws";
import { evaluate } from "../expr/evaluate.js";
import { type Axes, type Axis, describeAxes } from "../expr/layout.js";
import { dataNode, ExprNode, nodeOf } from "../expr/node.js";
import type { Arg, Known, Node } from "../expr/types.js";
import { placed } from "../transforms/free.js";

/** Where a process is asked for: a column over D, or several by name. */
export type Inputs<D extends string> = Node<D, Known> | { readonly [input: string]: Node<D, Known> };

/** One value for all inputs, or one for each of those that count, by name. */
export type PerInput<T> = T | { readonly [input: string]: T };

/** The dims of a value for all inputs, or of all the values by name. */
export type PerInputDims<T> = T extends { readonly [DIMS]: infer D extends string }
  ? D
  : T extends number
    ? never
    : T extends { readonly [input: string]: infer V }
      ? V extends { readonly [DIMS]: infer D extends string }
        ? D
        : never
      : never;

/** Places along one dim, with their values of each input. */
export interface Places {
  readonly dim: Axis;
  readonly inputs: ReadonlyMap<string, Float64Array>;
}

/** The name of the input where a process has a single column. */
export const onlyInput = "x";

/** @throws TypeError when an input is no data along one dim, or they lie along different ones. */
export function placesOf(what: string, x: Inputs<string>): Places {
  const named = x instanceof ExprNode ? { [onlyInput]: x } : x;
  if (named === null || typeof named !== "object" || Array.isArray(named))
    throw new TypeError(`${what} wants its inputs as a column, such as column(day, [0, 1, 2.5])`);
  const entries = Object.entries(named as { readonly [input: string]: Arg });
  if (entries.length === 0) throw new TypeError(`${what} has no inputs: give a column, or several by name`);
  const columns = entries.map(([name, values]) => ({ name, node: inputNode(what, name, values) }));
  const dim = columns[0]?.node.dim as Axis;
  const other = columns.find(({ node }) => node.dim?.name !== dim.name);
  if (other !== undefined)
    throw new TypeError(
      `${what}: the input \`${other.name}\` lies along "${other.node.dim?.name}" and the first along "${dim.name}": all lie along one dim`,
    );
  return { dim, inputs: new Map(columns.map(({ name, node }) => [name, evaluate(node)])) };
}

function inputNode(what: string, name: string, values: Arg): ExprNode {
  const node = nodeOf(values);
  if (!node.known) throw new TypeError(`${what}: the input \`${name}\` is random; inputs are data, such as a column`);
  if (node.axes.length !== 1)
    throw new TypeError(`${what}: the input \`${name}\` has ${describeAxes(node.axes)}; it lies along one dim`);
  return node;
}

/** Differences of two places along each input, over whatever dims name the pairs. */
export type Gaps = ReadonlyMap<string, ExprNode>;

/** The differences of every place to every other, along the dims of both. */
export function gapsBetween(rows: Places, columns: Places): Gaps {
  const axes = [rows.dim, columns.dim];
  const { size } = columns.dim;
  return mapped(rows, (input, a) => {
    const b = columns.inputs.get(input) as Float64Array;
    const gap = (_: unknown, at: number): number => (a[Math.floor(at / size)] as number) - (b[at % size] as number);
    return dataNode(axes, Float64Array.from({ length: rows.dim.size * size }, gap));
  });
}

/** The lower triangle of the same for places among themselves, one pair after the other, and how pairs become a matrix. */
export function gapsWithin(places: Places): { readonly gaps: Gaps; matrix(pairs: ExprNode): ExprNode } {
  const { dim } = places;
  const count = (dim.size * (dim.size + 1)) / 2;
  const labels = Array.from({ length: count }, (_, i) => i + 1);
  const pairs: Axis = { name: `${dim.name}~pairs`, labels, size: count };
  const gaps = mapped(places, (_, values) => {
    const differences: number[] = [];
    values.forEach((x, i) => {
      for (let j = 0; j <= i; j++) differences.push(x - (values[j] as number));
    });
    return dataNode([pairs], Float64Array.from(differences));
  });
  const square: Axes = [dim, prime(dim)];
  const place = (i: number, j: number): number => (i >= j ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i);
  return { gaps, matrix: (x) => placed(x, pairs, square, place as (...indices: readonly number[]) => number) };
}

const mapped = (
  { inputs }: Places,
  f: (input: string, values: Float64Array) => ExprNode,
): ReadonlyMap<string, ExprNode> => new Map(Array.from(inputs, ([input, values]) => [input, f(input, values)]));

/** The first two places with equal inputs. */
export function duplicateOf({ dim, inputs }: Places): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (let i = 0; i < dim.size; i++) {
    const key = Array.from(inputs.values(), (values) => values[i]).join();
    const first = seen.get(key);
    if (first !== undefined) return [first, i];
    seen.set(key, i);
  }
  return undefined;
}

/**
 * What a parameter says of each input that counts: all inputs when it is one value.
 * @throws TypeError when it names an input that is not there.
 */
export function alongInputs<T>(
  kernel: string,
  inputs: ReadonlyMap<string, T>,
  parameter: ExprNode | ReadonlyMap<string, ExprNode>,
): readonly { readonly input: string; readonly values: T; readonly parameter: ExprNode }[] {
  if (parameter instanceof ExprNode) return Array.from(inputs, ([input, values]) => ({ input, values, parameter }));
  return Array.from(parameter, ([input, value]) => {
    const values = inputs.get(input);
    if (values === undefined)
      throw new TypeError(
        `${kernel} names the input \`${input}\`; the process has ${Array.from(inputs.keys()).join(", ")}`,
      );
    return { input, values, parameter: value };
  });
}
