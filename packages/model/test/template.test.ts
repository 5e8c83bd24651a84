/** Check the expression template against mathjs on random formulas, and its messages. */
import fc from "fast-check";
import { evaluate as evaluateText } from "mathjs";
import { describe, expect, it } from "vitest";
import { constant, evaluate, expr, nodeOf } from "../src/index.js";

const value = (x: ReturnType<typeof expr>): number => evaluate(nodeOf(x))[0] as number;
const template = (text: string): number => value(expr(Object.assign([text], { raw: [text] }) as never));

/** Random formulas in a syntax that both parsers share. */
const formula: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.integer({ min: 0, max: 9 }).map(String),
    fc.double({ min: 0.1, max: 9, noNaN: true }).map((v) => v.toFixed(2)),
    fc.tuple(tie("e"), fc.constantFrom("+", "-", "*", "/"), tie("e")).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie("e"), fc.constantFrom("+", "-", "*", "/"), tie("e")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie("e").map((a) => `-${a}`),
    tie("e").map((a) => `abs(${a})`),
    fc.tuple(tie("e"), fc.integer({ min: 0, max: 3 })).map(([a, n]) => `(${a})^${n}`),
  ),
})).e;

describe("expr", () => {
  it("agrees with mathjs on random formulas", () => {
    fc.assert(
      fc.property(formula, (text) => {
        const expected = evaluateText(text) as number;
        if (!Number.isFinite(expected)) return;
        expect(Math.abs(template(text) - expected), text).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
      }),
      { numRuns: 2000, seed: 17 },
    );
  });
  it("binds as mathematics does", () => {
    expect(template("-2^2")).toBe(-4);
    expect(template("2^3^2")).toBe(512);
    expect(template("2**-1")).toBe(0.5);
    expect(template("1 - 2 - 3")).toBe(-4);
    expect(template("6 / 3 * 2")).toBe(4);
    expect(template("1.5e2 + .5")).toBe(150.5);
    expect(value(expr`${2} * (${constant(3) as never} + 1)`)).toBe(8);
    expect(value(expr`exp(log(${5}))`)).toBeCloseTo(5, 14);
  });
  it.each([
    ["", "expr ends where a value is wanted"],
    ["1 +", "expr ends where a value is wanted"],
    ["(1 + 2", 'expr wants ")" at the end'],
    ["1 2", "expr wants an operator before 2"],
    ["2 * theta", 'expr has no function "theta"'],
    ["constructor(1)", 'expr has no function "constructor"'],
    ["1 % 2", 'expr does not know "%"'],
    ["* 2", 'expr has "*" where a value is wanted'],
  ])("says what is wrong with %j", (text, message) => {
    expect(() => template(text)).toThrow(message);
  });
});
