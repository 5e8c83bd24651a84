/** Write the metadata of a Zarr store, version 2, so that foreign readers and our own check read the same text. */

// https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html, sections "Metadata" (of arrays) and "Attributes";
// `_ARRAY_DIMENSIONS`: https://docs.xarray.dev/en/stable/internals/zarr-encoding-spec.html.
import type { Head } from "../head.js";
import { type ArrayLayout, groupsOfHead, headArray } from "../inference-data/layout.js";

const DTYPES = { float64: "<f8", int64: "<i8", bool: "|b1", text: "|O", uint8: "|u1" } as const;

/** Gzip, whose CRC finds what is damaged, and which every reader knows. */
const COMPRESSOR = { id: "gzip", level: 1 } as const;

function arrayMetadata({ type, shape, chunks }: ArrayLayout): object {
  return {
    chunks: chunks.map((size) => Math.max(1, size)),
    compressor: COMPRESSOR,
    dtype: DTYPES[type],
    fill_value: null, // xarray would take any other for missing data
    filters: type === "text" ? [{ id: "vlen-utf8" }] : null,
    order: "C",
    shape,
    zarr_format: 2,
  };
}

/** Every metadata file of a store, by path, as the text that it holds. */
export function metadataFiles(head: Head): ReadonlyMap<string, string> {
  const documents = new Map<string, object>([
    [".zgroup", { zarr_format: 2 }],
    [".zattrs", {}],
  ]);
  const add = (layout: ArrayLayout): void => {
    documents.set(`${layout.path}/.zarray`, arrayMetadata(layout));
    documents.set(`${layout.path}/.zattrs`, { _ARRAY_DIMENSIONS: layout.dims });
  };
  for (const { name, attributes, arrays } of groupsOfHead(head)) {
    documents.set(`${name}/.zgroup`, { zarr_format: 2 });
    documents.set(`${name}/.zattrs`, attributes);
    arrays.forEach(add);
  }
  add(headArray(head));
  const consolidated = { metadata: Object.fromEntries(documents), zarr_consolidated_format: 1 };
  const text = (document: object): string => `${JSON.stringify(document, undefined, 1)}\n`;
  return new Map(
    [...documents, [".zmetadata", consolidated] as const].map(([path, document]) => [path, text(document)]),
  );
}
