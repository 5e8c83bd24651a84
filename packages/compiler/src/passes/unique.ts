/** Compute equal rows once: one of them stands for all, with their number as its weight. */
import { cellsOf, sumsIn } from "./cells.js";
import { atRows, leavesOf } from "./leaves.js";
import { each, isFree, type Pass } from "./pass.js";

/** For instance lgamma(y + φ) of counts y: there are as many values as different counts. */
export const unique: Pass = each(
  "unique values",
  (left) => `became ${left} different rows, weighed by how often they occur`,
  (b, addend) => {
    if (isFree(b, addend) || addend.rows === 1) return undefined;
    const leaves = leavesOf(b, addend.node);
    const cells = leaves === undefined ? undefined : cellsOf(b, leaves, addend.rows);
    if (cells === undefined) return undefined;
    const weight = sumsIn(cells, addend.weight);
    return { ...addend, node: atRows(b, addend.node, cells.rows), rows: cells.rows.length, weight };
  },
);
