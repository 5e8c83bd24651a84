/** Write a trace as netCDF-4: HDF5 in which dims are dimension scales. */

// https://docs.unidata.ucar.edu/netcdf-c/current/file_format_specifications.html, "NetCDF-4 Format".
import type { Dataset, File, Group } from "h5wasm/node";
import type { Block, BlockSink } from "../format.js";
import type { Head } from "../head.js";
import {
  type ArrayLayout,
  type GroupLayout,
  groupsOfHead,
  HEAD_ARRAY,
  headArray,
  takes,
} from "../inference-data/layout.js";
import { openFile } from "./hdf5.js";

const DTYPES = { float64: "<d", int64: "<q", bool: "<b", text: "S", uint8: "<B" } as const;
const HEAD_CHUNK = 65536;
const DEFLATE = { compression: "gzip", compression_opts: 1 } as const;

/** A sink that writes into a new file, or into one that holds the draws of `old`. */
export async function writeNetcdf([path]: readonly string[], head: Head, old?: Head): Promise<BlockSink> {
  const { file } = await openFile(path as string, old === undefined ? "w" : "a");
  const groups = groupsOfHead({ ...head, draws: old?.draws ?? 0 });
  if (old === undefined) for (const group of groups) createGroup(file, group);
  const drawn = groups.flatMap(({ arrays }) => arrays).filter(({ content }) => content.kind !== "fixed");
  const written = new Map([[undefined as string | undefined, old?.draws ?? 0]]);
  let open = true;
  return {
    write: async (block) => {
      const rows = Math.max(written.get(block.other) ?? 0, block.first + block.draws);
      written.set(block.other, rows);
      for (const layout of drawn) {
        if (takes(layout, block)) writeRows(dataset(file, layout.path), layout, block, rows);
      }
    },
    finish: async (done) => {
      for (const { name, attributes } of groupsOfHead(done)) setAttributes(file.get(name) as Group, attributes);
      writeHead(file, done);
    },
    close: async () => {
      if (open) file.close();
      open = false;
    },
  };
}

const dataset = (file: File, path: string): Dataset => file.get(path) as Dataset;

function createGroup(file: File, { name, arrays }: GroupLayout): void {
  const group = file.create_group(name, true);
  for (const layout of arrays) createArray(group, layout);
  for (const { path, dims } of arrays) {
    const array = dataset(file, path);
    const own = path.slice(name.length + 1);
    if (dims.length === 1 && dims[0] === own) array.make_scale(own);
  }
  for (const { path, dims } of arrays) {
    const array = dataset(file, path);
    if (dims.length === 1 && `${name}/${dims[0]}` === path) continue;
    for (const [i, dim] of dims.entries()) array.attach_scale(i, `/${name}/${dim}`);
  }
}

/** Arrays of draws begin empty and grow along the dim draw. */
function createArray(group: Group, { path, type, dims, shape, chunks, content }: ArrayLayout): void {
  const name = path.slice(path.indexOf("/") + 1);
  const dtype = DTYPES[type];
  if (content.kind === "fixed") {
    const data = type === "int64" ? BigInt64Array.from(content.data as Float64Array, BigInt) : content.data;
    const packed = type === "float64" && shape.length > 0 ? { chunks: [...chunks], ...DEFLATE } : {};
    group.create_dataset({ name, data: data as never, shape: [...shape], dtype, ...packed });
    return;
  }
  const at = dims.indexOf("draw");
  const maxshape = shape.map((size, i) => (i === at ? null : size));
  const data = type === "int64" ? new BigInt64Array(0) : type === "bool" ? new Int8Array(0) : new Float64Array(0);
  const begin = shape.map((size, i) => (i === at ? 0 : size));
  const made = group.create_dataset({ name, data, shape: begin, maxshape, chunks: [...chunks], dtype, ...DEFLATE });
  if (type === "bool") made.create_attribute("dtype", "bool"); // as xarray marks what netCDF has no type for
}

function writeRows(array: Dataset, { shape, type, content }: ArrayLayout, block: Block, rows: number): void {
  const { chain, first, draws } = block;
  const cells = shape.slice(2);
  if (content.kind === "draw") {
    if (array.shape?.[0] === rows) return;
    const from = array.shape?.[0] ?? 0;
    array.resize([rows]);
    array.write_slice(
      [[from, rows]],
      BigInt64Array.from({ length: rows - from }, (_, i) => BigInt(from + i)),
    );
    return;
  }
  if (content.kind === "fixed") return;
  const values = (content.kind === "variable" ? block.values : block.stats)[content.index] as Float64Array;
  if (array.shape?.[1] !== rows) array.resize([shape[0] as number, rows, ...cells]);
  const data =
    type === "int64" ? BigInt64Array.from(values, BigInt) : type === "bool" ? Int8Array.from(values) : values;
  const all = cells.map((size): [number, number] => [0, size]);
  array.write_slice([[chain, chain + 1], [first, first + draws], ...all], data);
}

function setAttributes(group: Group, attributes: GroupLayout["attributes"]): void {
  const known = group.attrs;
  for (const [name, value] of Object.entries(attributes)) {
    if (name in known) group.delete_attribute(name);
    if (typeof value === "string") group.create_attribute(name, value);
    else if (Number.isSafeInteger(value)) group.create_attribute(name, BigInt64Array.of(BigInt(value)), [], "<q");
    else group.create_attribute(name, Float64Array.of(value), [], "<d");
  }
}

/** Our head as a bytes array at the root. */
function writeHead(file: File, head: Head): void {
  const { content } = headArray(head);
  const data = (content as { readonly data: Uint8Array }).data;
  const there = file.keys().includes(HEAD_ARRAY);
  if (!there) {
    const size = { shape: [data.length], maxshape: [null], chunks: [HEAD_CHUNK] };
    file.create_dataset({ name: HEAD_ARRAY, data, dtype: DTYPES.uint8, ...size, ...DEFLATE });
    return;
  }
  const array = dataset(file, HEAD_ARRAY);
  array.resize([data.length]);
  array.write_slice([[0, data.length]], data);
}
