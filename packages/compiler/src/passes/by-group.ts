/** Sort the rows that are left by the group they look up, so that lookups and sums by group go through memory in order. */
import type { GraphBuilder } from "../graph/builder-types.js";
import type { Addend } from "./addend.js";
import { atRows, type Leaf, leavesOf, pick } from "./leaves.js";
import { isSorted, largest, sorting } from "./order.js";
import { isFree, type Pass } from "./pass.js";

/** Fewer rows than this, and all that they look up, stay in the fastest cache in any order. */
const MANY = 4096;

export const byGroup: Pass = {
  name: "rows by group",
  tell: () => "are sorted by group",
  apply: (b, addends) => {
    const wide = addends.filter((addend) => addend.rows >= MANY && !isFree(b, addend));
    const rows = Math.max(0, ...wide.map((addend) => addend.rows));
    const alike = wide.filter((addend) => addend.rows === rows);
    const leaves = alike.map(({ node }) => leavesOf(b, node));
    const positions = widest(leaves.flatMap((found) => [...(found ?? [])]));
    if (positions === undefined || isSorted(positions) || leaves.includes(undefined)) return addends;
    const order = sorting(positions);
    return addends.map((addend) => (alike.includes(addend) ? inOrder(b, addend, order) : addend));
  },
};

/** The lookups that reach farthest. */
const widest = (leaves: readonly Leaf[]): Int32Array | undefined =>
  leaves
    .filter((leaf): leaf is Int32Array => leaf instanceof Int32Array)
    .reduce<Int32Array | undefined>(
      (best, leaf) => (best === undefined || largest(leaf) > largest(best) ? leaf : best),
      undefined,
    );

const inOrder = (b: GraphBuilder, addend: Addend, order: Int32Array): Addend => ({
  ...addend,
  node: atRows(b, addend.node, order),
  weight: addend.weight === undefined ? undefined : pick(addend.weight, order),
});
