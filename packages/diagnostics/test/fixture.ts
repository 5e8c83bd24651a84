/** Read the values that R's posterior, coda and loo gave, and compare with them. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** A number as the fixtures write it: non-finite ones are text. */
export type Encoded = number | "NaN" | "Infinity" | "-Infinity";

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../testing/fixtures/${name}.json`, import.meta.url), "utf8")) as T;
}

export const decode = (value: Encoded): number => Number(value);

export const decodeRows = (rows: readonly (readonly Encoded[])[]): number[][] => rows.map((row) => row.map(decode));

/** Fail unless `actual` is within |expected| · relative of a fixture's value; null means that there is none. */
export function expectClose(actual: number, expected: Encoded | null, relative: number, what: string): void {
  if (expected === null) return;
  const wanted = decode(expected);
  const close = Object.is(actual, wanted) || Math.abs(actual - wanted) <= relative * Math.abs(wanted);
  expect(close && Number.isFinite(actual) === Number.isFinite(wanted), `${what}: ${actual} instead of ${wanted}`).toBe(
    true,
  );
}
