/** Check that the ranges of expressions hold what the expressions can be. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { apply, dataNode, type ElementwiseName, type ExprNode, evaluate, inputNode, range } from "../src/index.js";

const unaryNames: readonly ElementwiseName[] = [
  "neg",
  "abs",
  "floor",
  "square",
  "sqrt",
  "exp",
  "log1p",
  "expm1",
  "sin",
  "cos",
  "tanh",
  "invLogit",
  "logInvLogit",
  "log1pExp",
  "sign",
];
const binaryNames: readonly ElementwiseName[] = ["add", "sub", "mul", "div", "pow", "max", "min", "gt", "eq"];

/** A random expression of one input, with a way to compute it at a point. */
const expression = fc.letrec<{ e: (x: ExprNode) => ExprNode }>((tie) => ({
  e: fc.oneof(
    { depthSize: "small" },
    fc.constant((x: ExprNode) => x),
    fc.double({ min: -3, max: 3, noNaN: true }).map((v) => () => dataNode([], Float64Array.of(v))),
    fc.tuple(fc.constantFrom(...unaryNames), tie("e")).map(
      ([name, a]) =>
        (x: ExprNode) =>
          apply(name, a(x)),
    ),
    fc.tuple(fc.constantFrom(...binaryNames), tie("e"), tie("e")).map(
      ([name, a, b]) =>
        (x: ExprNode) =>
          apply(name, a(x), b(x)),
    ),
  ),
})).e;

it("holds for random expressions at random points", () => {
  fc.assert(
    fc.property(expression, fc.double({ min: -2, max: 5, noNaN: true }), (make, at) => {
      const x = inputNode("x", [], range(-2, 5));
      const node = make(x);
      const value = evaluate(node, new Map([[x, Float64Array.of(at)]]))[0] as number;
      if (!Number.isFinite(value)) return; // what overflows has left the range of finite numbers
      const slack = 1e-9 * Math.max(1, Math.abs(value));
      expect(value).toBeGreaterThanOrEqual(node.range.lower - slack);
      expect(value).toBeLessThanOrEqual(node.range.upper + slack);
      if (node.range.integer) expect(Number.isInteger(value)).toBe(true);
    }),
    { numRuns: 5000, seed: 23 },
  );
});

it("quotients of positive numbers are positive, however large both are", () => {
  const positive = inputNode("x", [], range(0, Infinity));
  expect(apply("div", positive, positive).range).toEqual(range(0, Infinity));
  expect(apply("div", apply("neg", positive), positive).range).toEqual(range(-Infinity, 0));
  expect(apply("div", apply("add", positive, 5), positive).range).toEqual(range(0, Infinity));
});
