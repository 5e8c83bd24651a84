/** Check that input which no figure can be computed from is refused in a sentence. */
import { describe, expect, it } from "vitest";
import { essBulk, essQuantile, hdi, mcseQuantile, rhat } from "../src/index.js";

describe("input", () => {
  it("must not be empty", () => {
    expect(() => rhat([])).toThrow("The draws are empty");
    expect(() => essBulk([[], []])).toThrow("at least one chain of one draw");
    expect(() => hdi([], 0.9)).toThrow("no draws");
  });

  it("must have chains of one length", () => {
    expect(() =>
      rhat([
        [1, 2, 3],
        [1, 2],
      ]),
    ).toThrow("Chain 1 has 2 draws and chain 0 has 3");
  });

  it("must ask for a probability", () => {
    const draws = [[1, 2, 3, 4, 5, 6]];
    expect(() => essQuantile(draws, 1.5)).toThrow("1.5");
    expect(() => mcseQuantile(draws, Number.NaN)).toThrow("NaN");
    expect(() => hdi([1, 2], 0)).toThrow("0");
  });
});
