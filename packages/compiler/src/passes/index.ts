/** Rewrite sums over rows so that they cost what their data have to say: the list of all passes. */
import type { GraphBuilder } from "../graph/builder-types.js";
import type { NodeId } from "../graph/types.js";
import { type Addend, addendsOf, sumOf } from "./addend.js";
import { byGroup } from "./by-group.js";
import { isWorth } from "./cells.js";
import { leastSquares } from "./least-squares.js";
import { logistic } from "./logistic.js";
import { isFree, type Pass } from "./pass.js";
import { statistics } from "./statistics.js";
import { unique } from "./unique.js";

/** What a pass did to the rows of a term. */
export interface Rewrite {
  /** The pass, in the words of its list. */
  readonly pass: string;
  /** The variable whose term it was. */
  readonly variable: string;
  /** How many rows there were, and how many are left. */
  readonly from: number;
  readonly to: number;
  /** All of it in a sentence: "1,000,000 rows of `y` became 3 sums by group". */
  readonly text: string;
}

/** In the order of trial: what collapses whole groups first, then equal rows, then what speeds up rows that are left. */
export const passes: readonly Pass[] = [statistics, leastSquares, unique, logistic, byGroup];

/** The sum of a term's elements by all passes, and what they did; undefined where none applies. */
export function sumOfRows(
  b: GraphBuilder,
  term: NodeId,
  variable: string,
): { readonly sum: NodeId; readonly rewrites: readonly Rewrite[] } | undefined {
  const rewrites: Rewrite[] = [];
  let addends = addendsOf(b, term);
  for (const pass of passes) {
    const before = addends;
    addends = pass.apply(b, before);
    rewrites.push(...told(b, pass, variable, before, addends));
  }
  if (rewrites.length === 0) return undefined;
  const sums = addends.map((addend) => sumOf(b, addend));
  const unknownFirst = [...sums].sort((x, y) => Number(isKnown(b, x)) - Number(isKnown(b, y)));
  const sum = unknownFirst.reduce((total, each) => b.ops.add(total, each));
  return { sum, rewrites };
}

const isKnown = (b: GraphBuilder, node: NodeId): boolean => b.known(node) !== undefined;

/** Whether an addend takes work by row as it is written; one number times the data of enough rows does, too. */
const isCostly = (b: GraphBuilder, addend: Addend): boolean =>
  !isFree(b, addend) || (addend.weight !== undefined && isWorth(addend.rows, 1));

/** What a pass did to addends that cost something. */
function told(
  b: GraphBuilder,
  { name, tell }: Pass,
  variable: string,
  before: readonly Addend[],
  after: readonly Addend[],
): readonly Rewrite[] {
  const gone = before.filter((addend) => !after.includes(addend) && isCostly(b, addend));
  const made = after.filter((addend) => !before.includes(addend));
  if (gone.length === 0) return [];
  const from = Math.max(...gone.map(({ rows }) => rows));
  const to = Math.max(...made.map(({ rows }) => rows));
  const text = `${spelled(from)} rows of \`${variable}\` ${tell(spelled(to))}`;
  return [{ pass: name, variable, from, to, text }];
}

/** A whole number with commas. */
const spelled = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
