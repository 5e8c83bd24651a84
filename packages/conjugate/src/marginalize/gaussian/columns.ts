/** Lay the cells of several normal variables side by side, as the columns that Gaussians read. */
import { lengthOf } from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import type { Part } from "./affine.js";
import type { Column } from "./entries.js";

/** Column `offsets[v] + c` is cell c of variable v. */
export interface Columns {
  readonly variables: readonly Variable[];
  readonly offsets: readonly number[];
  readonly count: number;
}

export function columnsOf(variables: readonly Variable[]): Columns {
  let count = 0;
  const offsets = variables.map(({ node }) => {
    const offset = count;
    count += lengthOf(node);
    return offset;
  });
  return { variables, offsets, count };
}

/** The number of the column that an entry reads; undefined for entries of other parts. */
export function columnReader(
  { variables, offsets }: Columns,
  parts: readonly Part[],
): (entry: Column) => number | undefined {
  const offset = parts.map(({ atom }) => {
    const v = variables.findIndex(({ node }) => node === atom);
    return v < 0 ? undefined : offsets[v];
  });
  return ({ part, from }) => {
    const start = offset[part];
    return start === undefined ? undefined : start + from;
  };
}

/** All columns as entries name them. @throws Error when a variable is no part. */
export const entriesOf = ({ variables }: Columns, parts: readonly Part[]): readonly Column[] =>
  variables.flatMap(({ node, name }) => {
    const part = parts.findIndex(({ atom }) => atom === node);
    if (part < 0) throw new Error(`internal: nothing reads \`${name}\``);
    return Array.from({ length: lengthOf(node) }, (_, from) => ({ part, from }));
  });
