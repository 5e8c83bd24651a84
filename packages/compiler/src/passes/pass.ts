/** State what a pass is: from the addends of a sum over rows to addends of the same sum over fewer. */
import type { GraphBuilder } from "../graph/builder-types.js";
import type { Addend } from "./addend.js";

/** A rewrite of sums over rows. Sums stay the same up to the rounding of their terms. */
export interface Pass {
  readonly name: string;
  /** What it does with rows of which `left` are left, after "1,000 rows of `y` ". */
  readonly tell: (left: string) => string;
  readonly apply: (b: GraphBuilder, addends: readonly Addend[]) => readonly Addend[];
}

/** A pass that looks at one addend at a time; undefined keeps it. */
export const each = (
  name: string,
  tell: Pass["tell"],
  rewrite: (b: GraphBuilder, addend: Addend) => Addend | undefined,
): Pass => ({ name, tell, apply: (b, addends) => addends.map((addend) => rewrite(b, addend) ?? addend) });

/** Whether an addend costs nothing by row: all its rows are one number, or known. */
export const isFree = (b: GraphBuilder, { node }: Addend): boolean =>
  b.node(node).length === 1 || b.known(node) !== undefined;
