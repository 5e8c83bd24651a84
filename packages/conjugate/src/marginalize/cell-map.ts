/** Follow through an expression which single cell of a variable each of its cells depends on. */
import { broadcastPositions, type ExprNode, gatherPositions, lengthOf, partAt } from "@credence/model";

/** For each cell of an expression the cell of `variable` that it depends on, −1 for none; undefined where some depend on several. */
export function cellMapOf(expression: ExprNode, variable: ExprNode): Int32Array | undefined {
  const known = new Map<ExprNode, Int32Array | undefined>();
  const visit = (node: ExprNode): Int32Array | undefined => {
    if (!known.has(node)) known.set(node, mapOf(node, variable, visit));
    return known.get(node);
  };
  return visit(expression);
}

const none = (node: ExprNode): Int32Array => new Int32Array(lengthOf(node)).fill(-1);

function mapOf(
  node: ExprNode,
  variable: ExprNode,
  visit: (arg: ExprNode) => Int32Array | undefined,
): Int32Array | undefined {
  if (node === variable) return Int32Array.from({ length: lengthOf(node) }, (_, cell) => cell);
  const { operation, args, axes } = node;
  if (node.known || operation.op === "random" || operation.op === "input") return none(node);
  const maps = args.map(visit);
  if (maps.some((map) => map === undefined)) return undefined;
  if (maps.every((map) => map?.every((cell) => cell < 0))) return none(node);
  const [first, second] = maps as readonly Int32Array[];
  const x = args[0] as ExprNode;
  switch (operation.op) {
    case "elementwise":
      return args.reduce<Int32Array | undefined>((all, arg, i) => {
        const own = broadcastPositions(arg.axes, axes).map((p) => maps[i]?.[p] as number);
        return all === undefined ? undefined : agreed(all, own);
      }, none(node));
    case "rename":
    case "assume":
    case "term":
      return first;
    case "gather":
      return gatherPositions(x.axes, operation, axes).map((p) => first?.[p] as number);
    case "take":
      // the values looked up do not depend on it, only the label
      return first?.every((cell) => cell < 0)
        ? broadcastPositions((args[1] as ExprNode).axes, axes).map((p) => second?.[p] as number)
        : undefined;
    case "sum":
    case "maximum":
      return gathered(
        first as Int32Array,
        Int32Array.from((first as Int32Array).keys()),
        broadcastPositions(axes, x.axes),
        lengthOf(node),
      );
    case "stack": {
      const cells = none(node);
      args.forEach((arg, k) => {
        const { rest, positions } = partAt(axes, operation.along, k);
        const from = broadcastPositions(arg.axes, rest);
        positions.forEach((p, i) => {
          cells[p] = maps[k]?.[from[i] as number] as number;
        });
      });
      return cells;
    }
    case "linear":
      return gathered(first as Int32Array, operation.from, operation.to, lengthOf(node));
    default:
      return undefined;
  }
}

/** The cell of either, where they do not name two. */
function agreed(a: Int32Array, b: Int32Array): Int32Array | undefined {
  const conflict = a.some((cell, i) => cell >= 0 && (b[i] as number) >= 0 && cell !== b[i]);
  return conflict ? undefined : a.map((cell, i) => Math.max(cell, b[i] as number));
}

/** The cell that all elements added to one result share. */
function gathered(cells: Int32Array, from: Int32Array, to: Int32Array, size: number): Int32Array | undefined {
  const out = new Int32Array(size).fill(-1);
  for (const [i, element] of from.entries()) {
    const cell = cells[element] as number;
    const at = to[i] as number;
    if (cell < 0) continue;
    if ((out[at] as number) >= 0 && out[at] !== cell) return undefined;
    out[at] = cell;
  }
  return out;
}
