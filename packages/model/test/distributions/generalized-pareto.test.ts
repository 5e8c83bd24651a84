/** Check where a generalised Pareto ends: a bound where its shape is surely below 0, else a density of 0 beyond. */
import { evaluate, generalizedPareto, normal, supportOf } from "@credence/model";
import { describe, expect, it } from "vitest";
import { familyNamed } from "../../src/distributions/registry.js";
import { constant, type ExprNode } from "../../src/expr/node.js";

describe("generalizedPareto", () => {
  it("is bounded where xi is below 0", () => {
    const { upper } = supportOf(generalizedPareto(1, -0.5) as unknown as ExprNode) as { upper: ExprNode };
    expect(evaluate(upper)[0]).toBe(2);
  });
  it("is any positive number where xi may have either sign", () => {
    for (const xi of [0.2, 0, normal(0, 1)])
      expect(supportOf(generalizedPareto(1, xi) as unknown as ExprNode)).toEqual({
        kind: "interval",
        lower: 0,
        closed: true,
      });
  });
  it("has no density beyond its end", () => {
    const { logDensity } = familyNamed("generalized_pareto");
    const at = (x: number): number => evaluate(logDensity(constant(x), constant(1), constant(-0.5)))[0] as number;
    expect(at(2.5)).toBe(-Infinity);
    // (1 − x/2)^1 at 1.5
    expect(at(1.5)).toBeCloseTo(Math.log(0.25), 14);
  });
});
