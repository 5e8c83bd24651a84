/** Hold the operations of the prebuilt interpreter to what the loop IR can write. */
import { loops } from "@credence/math";
import { type ElementwiseName, elementwise } from "@credence/model";
import { describe, expect, test } from "vitest";
import { functions, operations } from "../src/backends/prebuilt/codes.js";
import { formula } from "../src/backends/wasm/emit/elementwise.js";

const args = ["a", "b", "c"].map((name): loops.Expr<"f64"> => ({ ...loops.f64(0), op: "local", name }));

describe("the prebuilt interpreter", () => {
  test.each(Object.keys(elementwise) as ElementwiseName[])("runs %s itself where kernels do", (name) => {
    const value = formula(name, args.slice(0, elementwise[name].length));
    expect(functions.includes(name)).toBe(value.callee?.kind !== "import");
  });
  test("has one code for each operation", () => {
    expect(new Set(operations).size).toBe(operations.length);
  });
});
