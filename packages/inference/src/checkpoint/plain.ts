/** Write plain data with typed arrays and every double as JSON text, and read it back exactly as it was. */

const arrays = { float64: Float64Array, int32: Int32Array } as const;
type ArrayName = keyof typeof arrays;

/** Numbers that JSON has no word for. */
const words: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

/** JSON in which typed arrays are their bytes in base 64, and numbers that JSON cannot write are wrapped. */
export const encodePlain = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) => {
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
      return { $number: Object.is(value, -0) ? "-0" : String(value) };
    const name = (Object.keys(arrays) as ArrayName[]).find((each) => value instanceof arrays[each]);
    if (name === undefined) return value;
    const { buffer, byteOffset, byteLength } = value as Float64Array;
    return { $array: name, bytes: Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("base64") };
  });

/** What `encodePlain` wrote. */
export const decodePlain = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$number" in value) return words.get(value.$number as string);
    if (!("$array" in value)) return value;
    const bytes = Buffer.from((value as unknown as { bytes: string }).bytes, "base64");
    const aligned = new Uint8Array(bytes).buffer;
    return new arrays[value.$array as ArrayName](aligned);
  });
