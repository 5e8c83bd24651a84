/** Lay a trace out as rows of plain records, for tools that take tables. */
import { distinct } from "../io/names.js";
import type { AnyTrace } from "../trace.js";
import { scalarsOf } from "../variables.js";

/** A draw: its chain and its place in it, counted from 0, and one number for each scalar under its printed name. */
export type Row = { readonly chain: number; readonly draw: number } & { readonly [scalar: string]: number };

type Writable = { -readonly [K in keyof Row]: Row[K] };

/**
 * One record for each draw, chain by chain, with the columns of a Parquet file of the trace less its stats: `chain`,
 * `draw`, then `mu`, `theta[Choate]`, …; a variable that is itself called `chain` or `draw` gets an underscore. Derived
 * quantities are computed. For a few columns, `select` first.
 */
export function rowsOf(trace: AnyTrace): readonly Row[] {
  const { chains, draws } = trace.$;
  const scalars = scalarsOf(trace);
  const names = distinct(
    scalars.map(({ name }) => name),
    ["chain", "draw"],
  );
  const rows = Array.from({ length: chains * draws }, (_, i): Writable => {
    return { chain: Math.floor(i / draws), draw: i % draws };
  });
  for (const [s, scalar] of scalars.entries()) {
    const name = names[s] as string;
    for (const [chain, values] of scalar.chains.entries()) {
      for (let draw = 0; draw < draws; draw++) {
        (rows[chain * draws + draw] as Writable)[name] = values[draw] as number;
      }
    }
  }
  return rows;
}
