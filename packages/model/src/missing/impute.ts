/** Let users say what becomes of missing cells of an observation: they are latent variables, or left out. */
import type { Dim } from "@credence/draws";
import type { Axes } from "../expr/layout.js";

/** A cell of data: a number, or NaN, null or undefined where it is missing. */
export type DataCell = number | null | undefined;

declare const MISSING: unique symbol;

/** Values with missing cells, and what becomes of these. */
export interface Incomplete<How extends "impute" | "omit" = "impute" | "omit"> {
  readonly [MISSING]?: How;
  readonly how: How;
  readonly axes: Axes | undefined;
  readonly cells: ArrayLike<DataCell>;
}

class IncompleteValues<How extends "impute" | "omit"> implements Incomplete<How> {
  constructor(
    readonly how: How,
    readonly axes: Axes | undefined,
    readonly cells: ArrayLike<DataCell>,
  ) {}
}

export const isIncomplete = (x: unknown): x is Incomplete => x instanceof IncompleteValues;

/** One dim, or several in the order of the values. */
export type CellDims = Dim<string> | readonly Dim<string>[];

/**
 * Values to observe of which some are missing (NaN, null or undefined): `observe({ y: impute(values) })`. The missing
 * cells of `y` become the latent variable `y.missing` along the dim `y_missing`, whose labels are those of the cells; what
 * depends on `y` sees data and imputed values together. Where nothing is missing it is an ordinary observation.
 *
 * `impute([a, b], values)` gives values of several dims, row-major in that order.
 */
export function impute(cells: ArrayLike<DataCell>): Incomplete<"impute">;
export function impute(dims: CellDims, cells: ArrayLike<DataCell>): Incomplete<"impute">;
export function impute(first: CellDims | ArrayLike<DataCell>, second?: ArrayLike<DataCell>): Incomplete<"impute"> {
  return incomplete("impute", first, second);
}

/**
 * Values to observe of which some are missing, and say nothing: `observe({ y: omit(values) })` conditions on the cells
 * that are there. For observations on which nothing else depends; the posterior is that of `impute`, without the
 * imputed values.
 */
export function omit(cells: ArrayLike<DataCell>): Incomplete<"omit">;
export function omit(dims: CellDims, cells: ArrayLike<DataCell>): Incomplete<"omit">;
export function omit(first: CellDims | ArrayLike<DataCell>, second?: ArrayLike<DataCell>): Incomplete<"omit"> {
  return incomplete("omit", first, second);
}

function incomplete<How extends "impute" | "omit">(
  how: How,
  first: CellDims | ArrayLike<DataCell>,
  second: ArrayLike<DataCell> | undefined,
): Incomplete<How> {
  if (second === undefined) return new IncompleteValues(how, undefined, first as ArrayLike<DataCell>);
  return new IncompleteValues(how, "name" in first ? [first] : (first as readonly Dim<string>[]), second);
}
