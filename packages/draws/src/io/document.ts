/** Describe the JSON document of a trace, so that a file is checked before it is trusted. */
import {
  array,
  boolean,
  custom,
  type GenericSchema,
  getDotPath,
  number,
  object,
  optional,
  record,
  safeParse,
  string,
  union,
} from "valibot";
import type { Json } from "../trace.js";
import { checksumOf } from "./crc32.js";

/** The word by which such a document is known. */
export const FORMAT: string = "credence-trace";

/** Raised whenever a reader of the last version could misread a document of this one. */
export const VERSION: number = 1;

/** An array whose elements are checked when they are decoded: there may be millions. */
type Unread = readonly unknown[];

/** Numbers over dims that the document lists by name. */
export interface ArrayDocument {
  readonly dims: readonly string[];
  readonly values: Unread;
}

/** A dim of a document. */
export interface DimDocument {
  readonly name: string;
  readonly labels: readonly (string | number)[];
}

/** Data by name, over dims. */
export interface DataDocument {
  readonly dims: readonly DimDocument[];
  readonly data: Readonly<Record<string, ArrayDocument>>;
}

/** The document of a trace, or of one of its groups that has draws. */
export interface PartDocument {
  readonly run: {
    readonly sampler: string;
    readonly seed: number;
    readonly elapsedMs: number;
    readonly chains: number;
    readonly draws: number;
    readonly tune: number;
    readonly options: Json;
    readonly versions: Readonly<Record<string, string>>;
    readonly independent: boolean;
    readonly interrupted: boolean;
    readonly messages: readonly string[];
    readonly modelHash?: string | undefined;
    readonly state?: Json | undefined;
  };
  readonly dims: readonly DimDocument[];
  readonly variables: readonly (ArrayDocument & { readonly name: string; readonly derived: boolean })[];
  readonly stats: Readonly<Record<string, Unread>>;
  readonly observed: Readonly<Record<string, ArrayDocument>>;
}

/** The JSON document of a trace. */
export interface TraceDocument extends PartDocument {
  readonly format: string;
  readonly version: number;
  /** What stands beside the posterior, by name. */
  readonly groups?: Readonly<Record<string, PartDocument | DataDocument>> | undefined;
  /** The checksum of the document without this member, written without blanks. */
  readonly crc32?: string | undefined;
}

const json = custom<Json>((data) => data !== undefined);
const unread = custom<Unread>((data) => Array.isArray(data), "Invalid type: Expected Array");

const dims = array(object({ name: string(), labels: array(union([string(), number()])) }));
const data = record(string(), object({ dims: array(string()), values: unread }));

const part = {
  run: object({
    sampler: string(),
    seed: number(),
    elapsedMs: number(),
    chains: number(),
    draws: number(),
    tune: number(),
    options: json,
    versions: record(string(), string()),
    independent: boolean(),
    interrupted: boolean(),
    messages: array(string()),
    modelHash: optional(string()),
    state: optional(json),
  }),
  dims,
  variables: array(object({ name: string(), derived: boolean(), dims: array(string()), values: unread })),
  stats: record(string(), unread),
  observed: data,
};

const schema: GenericSchema<unknown, TraceDocument> = object({
  format: string(),
  version: number(),
  ...part,
  groups: optional(record(string(), union([object({ dims, data }), object(part)]))),
  crc32: optional(string()),
});

/** Parse the text of a document. Throws a sentence if it is cut short, something else, or of a later version. */
export function parseDocument(text: string): TraceDocument {
  const data = parse(text);
  const { format, version } = (typeof data === "object" && data !== null ? data : {}) as Partial<TraceDocument>;
  if (format !== FORMAT) {
    throw new Error(`this JSON is no trace: it lacks "format": "${FORMAT}"; give a file that a trace was written to`);
  }
  if (typeof version !== "number" || version < 1) {
    throw new Error("this trace is damaged: it does not say the version of its format; write it again");
  }
  if (version !== VERSION) {
    throw new Error(
      `this trace is of version ${version} of its format and only version ${VERSION} can be read: update the package that reads it`,
    );
  }
  const checked = safeParse(schema, data);
  if (checked.success) return data as TraceDocument;
  const [issue] = checked.issues;
  const why = issue.received === "undefined" ? "it is missing" : issue.message;
  throw new Error(`this trace is damaged at ${getDotPath(issue)}: ${why}; write it again`);
}

/** The text of a document with its checksum behind the other members. */
export const withSum = (text: string): string => `${text.slice(0, -1)},"crc32":"${checksumOf(text)}"}`;

/** Throw if a document says another checksum than it has: a changed digit would be a changed draw. */
export function checkSum({ crc32, ...rest }: TraceDocument): void {
  if (crc32 === undefined || crc32 === checksumOf(JSON.stringify(rest))) return;
  throw new Error(
    "this trace is damaged: its checksum differs; write it again (or remove the member crc32 if you changed it yourself)",
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `the text (${text.length} characters) is no complete JSON document, perhaps cut short: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
