/** Put Gaussians of one standard deviation together, so that what they say of a cell is added up before it is integrated. */
import type { ExprNode } from "@credence/model";
import type { Affine, Part } from "./affine.js";
import type { Gaussian } from "./factor.js";
import { eachEntry, type Rows, rowsOf } from "./rows.js";

/** The same density with one Gaussian for each standard deviation. */
export function merged(gaussians: readonly Gaussian[]): readonly Gaussian[] {
  const groups: Gaussian[][] = [];
  for (const gaussian of gaussians) {
    const group = groups.find(([first]) => isSame((first as Gaussian).base, gaussian.base));
    if (group === undefined) groups.push([gaussian]);
    else group.push(gaussian);
  }
  return groups.map((group) => (group.length === 1 ? (group[0] as Gaussian) : joined(group)));
}

const isSame = (a: ExprNode, b: ExprNode): boolean =>
  a === b ||
  (a.operation.op === "constant" && b.operation.op === "constant" && a.operation.value === b.operation.value);

function joined(group: readonly Gaussian[]): Gaussian {
  const [first] = group as readonly [Gaussian];
  return {
    observed: [...new Set(group.flatMap(({ observed }) => observed))],
    residual: stacked(group.map(({ residual }) => residual)),
    base: first.base,
    cells: Int32Array.from(group.flatMap(({ cells }) => [...cells])),
    logs: first.logs.map((_, c) => group.reduce((sum, { logs }) => sum + (logs[c] as number), 0)),
    constant: group.reduce((sum, { constant }) => sum + constant, 0),
  };
}

/** One after the other. */
function stacked(list: readonly Affine[]): Affine {
  const places = list.flatMap((affine) => Array.from(affine.constant, (_, row) => ({ affine, row })));
  const atoms = [...new Set(list.flatMap(({ parts }) => parts.map(({ atom }) => atom)))];
  return {
    constant: Float64Array.from(places, ({ affine, row }) => affine.constant[row] as number),
    parts: atoms.map((atom): Part => ({ atom, rows: stackedRows(places, atom) })),
  };
}

const stackedRows = (places: readonly { affine: Affine; row: number }[], atom: ExprNode): Rows =>
  rowsOf(places.length, (r, add) => {
    const { affine, row } = places[r] as (typeof places)[number];
    const part = affine.parts.find((p) => p.atom === atom);
    if (part !== undefined) eachEntry(part.rows, row, add);
  });
