/** Read a trace from netCDF-4, written by this package or by ArviZ, xarray and whatever follows their schema. */
import type { Dataset, File, Group } from "h5wasm/node";
import type { Label } from "../../dim.js";
import type { AnyTrace } from "../../trace.js";
import { decodeHead, type Head, refuse } from "../head.js";
import { type ArrayStore, checkSize, type StoredArray } from "../inference-data/array-store.js";
import { HEAD_ARRAY } from "../inference-data/layout.js";
import { traceFromStore } from "../inference-data/store.js";
import { files } from "../node.js";
import { withFile } from "./hdf5.js";

/** HDF5's classes of types (H5Tpublic.h). */
const [INTEGER, FLOAT, STRING, ENUM] = [0, 1, 3, 8];

/** Numbers that are taken through the library's own memory at once. */
const SLICE = 2 ** 20;

/** How netCDF names a dim that has no coordinate. */
const BARE_DIM = "This is a netCDF dimension but not a netCDF variable";

export async function readNetcdf([path]: readonly string[]): Promise<AnyTrace> {
  return withStore(path as string, traceFromStore);
}

export async function readNetcdfHead([path]: readonly string[]): Promise<Head> {
  const line = await withStore(path as string, (store) => store.head());
  return decodeHead(line ?? refuse("only a file that this package wrote can be appended to"), "the array credence");
}

async function withStore<T>(path: string, work: (store: ArrayStore) => Promise<T>): Promise<T> {
  let at = "the file";
  const { size } = await files().stat(path);
  return withFile(
    path,
    "r",
    () => at,
    (file, hdf5) => {
      const isGroup = (each: unknown): each is Group => each instanceof hdf5.Group;
      const isArray = (each: unknown): each is Dataset => each instanceof hdf5.Dataset;
      const reach = <R>(where: string, get: () => R): R => {
        at = where;
        return get();
      };
      return work({
        groups: reach("the list of groups", () => file.keys().filter((name) => isGroup(file.get(name)))),
        arrays: async (name) =>
          reach(`the group ${name}`, () => {
            const group = file.get(name) as Group;
            const arrays = group.keys().flatMap((key) => {
              const array = reach(`${name}/${key}`, () => group.get(key));
              return isArray(array) && !array.get_scale_name()?.startsWith(BARE_DIM) ? [{ key, array }] : [];
            });
            return arrays.map(({ key, array }) => stored(`${name}/${key}`, key, array, size, reach));
          }),
        attributes: async (name) =>
          reach(`the attributes of ${name}`, () =>
            Object.fromEntries(Object.entries((file.get(name) as Group).attrs).map(([key, { value }]) => [key, value])),
          ),
        head: async () => reach("the array credence", () => headText(file, isArray, size)),
      });
    },
  );
}

function headText(file: File, isArray: (each: unknown) => each is Dataset, size: number): string | undefined {
  if (!file.keys().includes(HEAD_ARRAY)) return undefined;
  const array = file.get(HEAD_ARRAY);
  if (!isArray(array) || array.shape?.length !== 1) return undefined;
  checkSize(HEAD_ARRAY, array.shape, size);
  return new TextDecoder().decode(array.value as Uint8Array);
}

function stored(
  path: string,
  name: string,
  array: Dataset,
  size: number,
  reach: <R>(where: string, get: () => R) => R,
): StoredArray {
  const shape = array.shape ?? refuse(`${path} is empty`);
  const { type } = array.metadata;
  const dims = array.get_scale_name() === null ? shape.map((_, i) => dimName(array, i)) : [name];
  const holdsNumbers = [INTEGER, FLOAT, ENUM].includes(type);
  const numbers = async (): Promise<Float64Array> => {
    if (!holdsNumbers) refuse(`${path} holds no numbers`);
    checkSize(path, shape, size);
    return reach(path, () => readNumbers(array, shape));
  };
  const labels = async (): Promise<readonly Label[]> => {
    checkSize(path, shape, size);
    return type === STRING ? reach(path, () => array.value as unknown as string[]) : Array.from(await numbers());
  };
  return { name, dims, shape, holdsNumbers, numbers, labels };
}

const dimName = (array: Dataset, i: number): string =>
  array.get_attached_scales(i)[0]?.split("/").at(-1) ?? `phony_dim_${i}`;

type Read = Float64Array | BigInt64Array | readonly (number | bigint)[] | number | bigint;

/** All numbers, in slices along the first two dims, so that the library's memory stays small. */
function readNumbers(array: Dataset, shape: readonly number[]): Float64Array {
  const count = shape.reduce((product, length) => product * length, 1);
  const into = new Float64Array(count);
  const put = (read: Read, at: number): void => {
    if (read instanceof Float64Array) into.set(read, at);
    else if (typeof read === "number" || typeof read === "bigint") into[at] = Number(read);
    else for (let i = 0; i < read.length; i++) into[at + i] = Number(read[i]);
  };
  if (count === 0) return into;
  if (count <= SLICE || shape.length < 2) {
    put(array.value as unknown as Read, 0);
    return into;
  }
  const [outer, inner] = shape as [number, number];
  const width = count / outer / inner;
  const rows = Math.max(1, Math.floor(SLICE / width));
  const all = shape.slice(2).map((length): [number, number] => [0, length]);
  for (let o = 0; o < outer; o++) {
    for (let from = 0; from < inner; from += rows) {
      const to = Math.min(inner, from + rows);
      put(array.slice([[o, o + 1], [from, to], ...all]) as unknown as Read, (o * inner + from) * width);
    }
  }
  return into;
}
