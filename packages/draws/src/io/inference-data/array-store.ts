/** State what a file with groups of arrays offers, and check the sizes that it tells before they are believed. */
import type { Label } from "../../dim.js";

/** An array in a file, its size already known to be believable. */
export interface StoredArray {
  /** Without the group. */
  readonly name: string;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  /** Whether it holds numbers or truth values, and not texts. */
  readonly holdsNumbers: boolean;
  /** Its numbers, row-major; throws if it holds none. */
  numbers(): Promise<Float64Array>;
  /** Its numbers or texts. */
  labels(): Promise<readonly Label[]>;
}

/** A file with groups of arrays. */
export interface ArrayStore {
  readonly groups: readonly string[];
  arrays(group: string): Promise<readonly StoredArray[]>;
  attributes(group: string): Promise<Readonly<Record<string, unknown>>>;
  /** Our own head, if the file has one. */
  head(): Promise<string | undefined>;
}

/** The arrays of a group by name. */
export async function arraysByName(store: ArrayStore, group: string): Promise<ReadonlyMap<string, StoredArray>> {
  return new Map((await store.arrays(group)).map((array) => [array.name, array]));
}

/** No codec of these formats makes data smaller than deflate can: about 1032 : 1. */
const DENSEST = 1032;

/** Throw if a file of `fileBytes` cannot hold numbers of this shape, before memory is taken for them. */
export function checkSize(path: string, shape: readonly number[], fileBytes: number): void {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.every((size) => Number.isSafeInteger(size) && size >= 0) && count * 8 <= fileBytes * DENSEST * 8) return;
  throw new Error(`${path} says that it has the shape [${shape}], which the file's ${fileBytes} bytes cannot hold`);
}
