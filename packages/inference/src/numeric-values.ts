/** Read numbers, vectors and matrices as values over dims, and write them back. */
import { type Axes, dim, prime } from "@credence/model";

/** One number, one for each element of a vector, or the rows of a matrix. */
export type NumericValue = number | ArrayLike<number> | readonly ArrayLike<number>[];
/** The same as it is given back. */
export type PlainValue = number | number[] | number[][];

const isMatrix = (value: NumericValue): value is readonly ArrayLike<number>[] =>
  typeof value !== "number" && typeof value[0] === "object";

/** The dims of vectors and matrices of so many elements or rows: vectors of one length share a dim. */
export const vectorAxes = (size: number): Axes => [dim("element", size)];
export function matrixAxesOf(rows: number): Axes {
  const along = dim("element", rows);
  return [along, prime(along)];
}

/** The dims of a value: none of a number. @throws RangeError when a matrix is not square. */
export function axesOf(value: NumericValue): Axes {
  if (typeof value === "number") return [];
  if (!isMatrix(value)) return vectorAxes(value.length);
  const ragged = value.find((row) => row.length !== value.length);
  if (ragged !== undefined)
    throw new RangeError(
      `a matrix of ${value.length} rows has a row of ${ragged.length}: pass as many columns as rows`,
    );
  return matrixAxesOf(value.length);
}

/** All numbers, row by row. */
export const valuesOf = (value: NumericValue): Float64Array =>
  typeof value === "number"
    ? Float64Array.of(value)
    : Float64Array.from(isMatrix(value) ? value.flatMap((row) => Array.from(row)) : value);

/** Values over the dims of `axesOf` as a number, a vector or rows. */
export function plainOver(values: ArrayLike<number>, axes: Axes): PlainValue {
  if (axes.length === 0) return values[0] as number;
  const all = Array.from(values);
  const width = axes[1]?.size;
  if (width === undefined) return all;
  return Array.from({ length: all.length / width }, (_, i) => all.slice(i * width, (i + 1) * width));
}

/** @throws RangeError when vectors and matrices among the arguments differ in size. */
export function checkSizes(family: string, args: Readonly<Record<string, NumericValue>>): void {
  const sized = Object.entries(args).flatMap(([name, value]) => {
    const size = axesOf(value)[0]?.size;
    return size === undefined ? [] : [{ name, size }];
  });
  const [first] = sized;
  const other = sized.find(({ size }) => size !== first?.size);
  if (first !== undefined && other !== undefined)
    throw new RangeError(
      `${family}: ${first.name} has ${first.size} elements or rows and ${other.name} has ${other.size}; they must be as many`,
    );
}
