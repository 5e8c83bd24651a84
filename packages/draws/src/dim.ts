/** Name an axis and the places along it, so that values are found by label and never by position. */
import { suggest } from "./suggest.js";

/** What a place along a dim is called. */
export type Label = string | number;

/** A named axis: `size` places, each with a label. Dims are equal when their names and labels are. */
export interface Dim<N extends string = string> {
  readonly name: N;
  readonly labels: readonly Label[];
  readonly size: number;
}

/** Characters that mean something in a printed name (`season.effect[1,2]`, `trace.$`, `coef'`), and white space. */
const RESERVED = /[\s.$[\],'"]/u;

/** Throw unless `name` can be part of a dotted name; `what` says whose name it is. */
export function checkName(what: string, name: string): void {
  if (typeof name !== "string" || name === "" || name === "__proto__" || RESERVED.test(name)) {
    throw new Error(
      `${what} cannot be named ${JSON.stringify(name)}: a name is text without spaces, quotes and the signs . $ [ ] ,`,
    );
  }
}

/** A dim with name and labels already checked, safe from change. */
function frozenDim<N extends string>(name: N, labels: readonly Label[]): Dim<N> {
  return Object.freeze({ name, labels: Object.freeze(labels), size: labels.length });
}

function labelsFromSize(name: string, size: number): number[] {
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new RangeError(
      `dim ${name} cannot have the size ${size}: give a whole number of at least 1, or a list of labels`,
    );
  }
  return Array.from({ length: size }, (_, i) => i + 1);
}

function checkLabels(name: string, labels: readonly Label[]): void {
  if (!Array.isArray(labels)) {
    throw new TypeError(`dim ${name} wants a size or a list of labels, got ${JSON.stringify(labels)}`);
  }
  if (labels.length === 0) throw new Error(`dim ${name} is empty: give it at least one label`);
  const seen = new Set<string>();
  labels.forEach((label, i) => {
    if (typeof label !== "string" && !Number.isFinite(label)) {
      throw new Error(`label ${i + 1} of dim ${name} is ${label}: a label is text or a finite number`);
    }
    if (seen.has(String(label))) {
      throw new Error(`dim ${name} has the label ${JSON.stringify(String(label))} twice: labels must differ`);
    }
    seen.add(String(label));
  });
}

/**
 * Name an axis.
 *
 * @param name - Text without spaces, quotes and the signs `. $ [ ] ,`.
 * @param labels - One label for each place, or how many places there are: labels are then 1, 2, 3, …
 * @throws If the name is not allowed, there are no labels, two print alike, or the size is no positive whole number.
 * @example
 * ```ts
 * const school = dim("school", ["Choate", "Deerfield"]);
 * const week = dim("week", 52);
 * ```
 */
export function dim<N extends string>(name: N, labels: readonly Label[] | number): Dim<N> {
  checkName("a dim", name);
  if (typeof labels === "number") return frozenDim(name, labelsFromSize(name, labels));
  checkLabels(name, labels);
  return frozenDim(name, [...labels]);
}

/** A dim as it is read back from a file, its name perhaps primed. */
export function checkedDim<N extends string>(name: N, labels: readonly Label[]): Dim<N> {
  checkName("a dim", name.replace(/'+$/u, ""));
  checkLabels(name, labels);
  return frozenDim(name, [...labels]);
}

/** The second copy of a dim, for the columns of a matrix that has it twice: same labels, name with a `'` after it. */
export function prime<N extends string>(dim: Dim<N>): Dim<`${N}'`> {
  return frozenDim(`${dim.name}'` as const, dim.labels);
}

/** Whether two dims have the same name and the same labels in the same order. */
export function sameDim(a: Dim, b: Dim): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.size !== b.size) return false;
  return a.labels === b.labels || a.labels.every((label, i) => label === b.labels[i]);
}

/** Positions by printed label, made at the first look-up; dims that share labels share them. */
const positions: WeakMap<readonly Label[], ReadonlyMap<string, number>> = new WeakMap();

function positionsOf(labels: readonly Label[]): ReadonlyMap<string, number> {
  const known = positions.get(labels);
  if (known !== undefined) return known;
  const made = new Map(labels.map((label, i) => [String(label), i]));
  positions.set(labels, made);
  return made;
}

/**
 * The zero-based position of a label; a number and its text (`3`, `"3"`) are the same label.
 *
 * @throws If the dim has no such label; the message suggests the nearest.
 */
export function positionOf(dim: Dim, label: Label): number {
  const position = positionsOf(dim.labels).get(String(label));
  if (position !== undefined) return position;
  const labels = dim.labels.map(String);
  throw new Error(
    `unknown label ${JSON.stringify(label)} of dim ${dim.name}${suggest(String(label), labels, "labels")}`,
  );
}
