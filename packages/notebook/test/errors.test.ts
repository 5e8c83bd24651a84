/** Shorten the stacks of errors that are thrown below a cell. */

import { inspect } from "node:util";
import { runInThisContext } from "node:vm";
import { afterEach, expect, it } from "vitest";
import { shortenErrors } from "../src/errors.js";

const prepare = (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
afterEach(() => {
  Object.assign(Error, { prepareStackTrace: prepare });
});

/** Runs a cell as tslab does, and gives what a console would print of its error. */
function printedErrorOf(cell: string, library: () => unknown): string {
  try {
    Object.assign(globalThis, { __library__: library });
    runInThisContext(`(function (library) { ${cell} })(__library__)`);
  } catch (error) {
    return inspect(error);
  }
  throw new Error("the cell did not fail");
}

it("leaves the sentence of a library's error, and the functions of the cell that called it", () => {
  shortenErrors();
  const library = () => {
    throw new RangeError("scale is -1; it must be above 0");
  };
  expect(printedErrorOf("library();", library)).toBe("[RangeError: scale is -1; it must be above 0]");
  expect(printedErrorOf("function fit() { library(); } fit();", library)).toBe(
    "RangeError: scale is -1; it must be above 0\n    at fit",
  );
});

it("keeps causes and properties", () => {
  shortenErrors();
  const library = () => {
    throw Object.assign(new Error("outer", { cause: new TypeError("inner") }), { code: 3 });
  };
  const printed = printedErrorOf("library();", library);
  expect(printed).toMatch(/Error: outer/);
  expect(printed).toMatch(/\[cause\]: \[?TypeError: inner/);
  expect(printed).toMatch(/code: 3/);
  expect(printed).not.toMatch(/\.ts|node:/);
});
