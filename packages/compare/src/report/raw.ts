/** Write figures as JSON that a page can hold: equal records as columns and rows, five digits, nothing that follows. */

const DIGITS = 5;

/** Lines of pictures, and what follows from the estimates or from the name of a scalar. */
const LEFT_OUT: ReadonlySet<string> = new Set(["ecdf", "variable", "labels", "degrees", "mcseInSd"]);
/** Of rows that compare a functional: the estimates hold these. */
const IN_ESTIMATES: ReadonlySet<string> = new Set(["a", "b", "difference", "mcse", "p"]);

/** Longer than this, the JSON would be most of the page. */
export const LONGEST_JSON = 260_000;

/** The JSON, or nothing where it is too long for a page. */
export function rawJson(data: object): string | undefined {
  const text = JSON.stringify(data, (key, value: unknown) =>
    LEFT_OUT.has(key) ? undefined : columnar(rounded(value)),
  );
  const plain = text.replace(
    // Control characters beyond those that JSON escapes, and halves of pairs: a page cannot hold them.
    /[\u007f-\u009f\u2028\u2029]|\p{Surrogate}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return plain.length > LONGEST_JSON ? undefined : plain;
}

const rounded = (value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;

/** Several records with the same names once as names and then as rows of values. */
function columnar(value: unknown): unknown {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isRecord)) return value;
  const namesOf = (row: object): string[] =>
    Object.keys(row).filter(
      (name) => !LEFT_OUT.has(name) && !("functional" in row && "traceA" in row && IN_ESTIMATES.has(name)),
    );
  const columns = namesOf(value[0] as object);
  return value.every((row) => namesOf(row).join() === columns.join())
    ? { columns, rows: value.map((row) => columns.map((name) => row[name])) }
    : value;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
