/** Read a trace from a Zarr directory, written by this package or by ArviZ and xarray, version 2 or 3 of the format. */
import type { Label } from "../../dim.js";
import type { AnyTrace } from "../../trace.js";
import { exists } from "../atomic.js";
import { decodeHead, type Head, refuse } from "../head.js";
import { type ArrayStore, checkSize, type StoredArray } from "../inference-data/array-store.js";
import { HEAD_ARRAY } from "../inference-data/layout.js";
import { traceFromStore } from "../inference-data/store.js";
import { files } from "../node.js";
import { metadataFiles } from "./metadata.js";

type Zarrita = typeof import("zarrita");
type ZarrArray = Awaited<ReturnType<typeof openArray>>;

export async function readZarr([root]: readonly string[]): Promise<AnyTrace> {
  return traceFromStore(await openStore(root as string));
}

export async function readZarrHead([root]: readonly string[]): Promise<Head> {
  const line = await (await openStore(root as string)).head();
  return decodeHead(line ?? refuse("only a store that this package wrote can be appended to"), "the array credence");
}

/** The files of a directory under Zarr's keys; `strict` makes a chunk that is missing an error, not a fill value. */
function directoryStore(root: string): { strict: boolean; get(key: string): Promise<Uint8Array | undefined> } {
  const store = {
    strict: false,
    get: async (key: string): Promise<Uint8Array | undefined> => {
      try {
        return new Uint8Array(await files().readFile(root + key));
      } catch (error) {
        const { code } = error as { code?: string };
        if (code !== "ENOENT" && code !== "EISDIR" && code !== "ENOTDIR") throw error;
        const chunk = /^\d+(\.\d+)*$/u.test(key.split("/").at(-1) ?? "");
        if (store.strict && chunk)
          throw new Error(`${key.slice(1)} is missing: the store is damaged; write the trace again`);
        return undefined;
      }
    },
  };
  return store;
}

const openArray = (zarr: Zarrita, store: { get(key: string): Promise<Uint8Array | undefined> }, path: string) =>
  zarr.open(zarr.root(store).resolve(path), { kind: "array" });

async function openStore(root: string): Promise<ArrayStore> {
  const zarr = await import("zarrita");
  const store = directoryStore(root);
  const bytes = await bytesBelow(root);
  const has = (path: string, names: readonly string[]): Promise<boolean> =>
    Promise.all(names.map((name) => exists(`${root}/${path}/${name}`))).then((found) => found.includes(true));
  if (!(await has(".", [".zgroup", "zarr.json"])))
    refuse("this is no Zarr group: it has neither .zgroup nor zarr.json");
  const below = async (path: string): Promise<readonly string[]> => {
    const entries = await files().readdir(`${root}/${path}`, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  };
  const open = async (path: string): Promise<ZarrArray> => {
    try {
      return await openArray(zarr, store, path);
    } catch (error) {
      throw damaged(path, error);
    }
  };
  const groups: string[] = [];
  for (const name of await below(".")) if (!(await has(name, [".zarray"]))) groups.push(name);
  return {
    groups,
    arrays: async (group) => {
      const found: StoredArray[] = [];
      for (const name of await below(group)) {
        if (!(await has(`${group}/${name}`, [".zarray", "zarr.json"]))) continue;
        found.push(stored(zarr, `${group}/${name}`, name, await open(`${group}/${name}`), bytes));
      }
      return found;
    },
    attributes: async (group) => {
      try {
        return (await zarr.open(zarr.root(store).resolve(group), { kind: "group" })).attrs;
      } catch (error) {
        throw damaged(group, error);
      }
    },
    head: async () => {
      if (!(await has(HEAD_ARRAY, [".zarray"]))) return undefined;
      store.strict = true;
      const array = stored(zarr, HEAD_ARRAY, HEAD_ARRAY, await open(HEAD_ARRAY), bytes);
      const line = new TextDecoder().decode(Uint8Array.from(await array.numbers()));
      await checkMetadata(root, decodeHead(line, `the array ${HEAD_ARRAY}`));
      return line;
    },
  };
}

const damaged = (path: string, error: unknown): Error => {
  const text = (error as Error).message || String(error);
  return new Error(`${path} cannot be read: ${text}; the store is damaged or of a kind that is not known here`, {
    cause: error,
  });
};

/** Throw unless every metadata file says what the head says: one changed letter would change how chunks are read. */
async function checkMetadata(root: string, head: Head): Promise<void> {
  for (const [path, text] of metadataFiles(head)) {
    const found = (await exists(`${root}/${path}`)) ? await files().readFile(`${root}/${path}`, "utf8") : undefined;
    if (found === text) continue;
    const what = found === undefined ? "is missing" : "is not as it was written";
    throw new Error(
      `${path} ${what}: the store is damaged, or other software changed it; in the latter case remove the array credence`,
    );
  }
}

async function bytesBelow(path: string): Promise<number> {
  let sum = 0;
  for (const entry of await files().readdir(path, { withFileTypes: true })) {
    const at = `${path}/${entry.name}`;
    sum += entry.isDirectory() ? await bytesBelow(at) : (await files().stat(at)).size;
  }
  return sum;
}

function stored(zarr: Zarrita, path: string, name: string, array: ZarrArray, bytes: number): StoredArray {
  const { shape, chunks, dimensionNames } = array;
  const named = dimensionNames ?? (array.attrs._ARRAY_DIMENSIONS as readonly string[] | undefined);
  const dims = shape.map((_, i) => String(named?.[i] ?? `phony_dim_${i}`));
  const read = async (): Promise<Iterable<unknown>> => {
    if (shape.includes(0)) return [];
    checkSize(path, shape, bytes);
    checkSize(`a chunk of ${path}`, chunks, bytes);
    try {
      const all: unknown = await zarr.get(array as never, null);
      return shape.length === 0 ? [all] : rowMajor(all as Region);
    } catch (error) {
      throw damaged(path, error);
    }
  };
  const labels = async (): Promise<readonly Label[]> =>
    Array.from(await read(), (label) => (typeof label === "string" ? label : Number(label)));
  const numbers = async (): Promise<Float64Array> => {
    const data = await read();
    if (data instanceof Float64Array) return data;
    const into = new Float64Array(shape.reduce((product, size) => product * size, 1));
    let at = 0;
    for (const x of data) {
      if (typeof x === "string") refuse(`${path} holds no numbers`);
      into[at++] = Number(x);
    }
    return into;
  };
  const holdsNumbers = !/string|object|^v2:/u.test(array.dtype);
  return { name, dims, shape, holdsNumbers, numbers, labels };
}

/** What zarrita reads: elements, and how far apart neighbours along each dim lie. */
interface Region {
  readonly data: Iterable<unknown>;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** The elements in C order, whatever the order in which they are stored. */
function rowMajor({ data, shape, stride }: Region): Iterable<unknown> {
  const steps = shape.map((_, i) => shape.slice(i + 1).reduce((step, size) => step * size, 1));
  if (steps.every((each, i) => each === stride[i] || shape[i] === 1)) return data;
  const elements = Array.from(data);
  return elements.map((_, at) => {
    let rest = at;
    let place = 0;
    for (const [i, each] of steps.entries()) {
      place += Math.floor(rest / each) * (stride[i] as number);
      rest %= each;
    }
    return elements[place];
  });
}
