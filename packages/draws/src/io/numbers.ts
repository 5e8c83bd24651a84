/** Write doubles as JSON without loss: JSON has no word for NaN, the infinities and -0, so these become text. */
import type { Json } from "../trace.js";

/** A double in JSON: a number, or the text of one that JSON cannot write. */
export type JsonNumber = number | "NaN" | "Infinity" | "-Infinity" | "-0";

const WORDS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

export function encodeNumber(x: number): JsonNumber {
  if (Object.is(x, -0)) return "-0";
  return Number.isFinite(x) ? x : (String(x) as JsonNumber);
}

export function encodeNumbers(values: Float64Array): readonly JsonNumber[] {
  return Array.from(values, encodeNumber);
}

/** Throws, naming `what`, if an element is no number. */
export function decodeNumbers(values: readonly unknown[], what: string): Float64Array {
  const decode = (value: unknown, i: number): number => {
    const number = typeof value === "number" ? value : WORDS.get(value);
    if (number === undefined) throw new Error(`value ${i + 1} of ${what} is ${JSON.stringify(value)}, no number`);
    return number;
  };
  return Float64Array.from(values as number[], decode);
}

/** Plain data in which numbers that JSON cannot write are wrapped as `{ "$number": "NaN" }`. */
export function encodeData(data: Json): Json {
  if (typeof data === "number") {
    const encoded = encodeNumber(data);
    return typeof encoded === "number" ? encoded : { $number: encoded };
  }
  return mapMembers(data, encodeData);
}

/** The plain data that `encodeData` wrote. */
export function decodeData(data: Json): Json {
  const word = typeof data === "object" && data !== null && "$number" in data ? WORDS.get(data.$number) : undefined;
  return word ?? mapMembers(data, decodeData);
}

function mapMembers(data: Json, change: (member: Json) => Json): Json {
  if (typeof data !== "object" || data === null) return data;
  if (isList(data)) return data.map(change);
  return Object.fromEntries(Object.entries(data).map(([name, member]) => [name, change(member)]));
}

/** `Array.isArray` that knows read-only arrays. */
function isList(data: Json): data is readonly Json[] {
  return Array.isArray(data);
}
