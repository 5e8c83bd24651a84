/** Check logs of incomplete functions and their slopes in every argument against high precision, far out too. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  logIncBetaAtOdds,
  logIncBetaAtOddsInA,
  logIncBetaAtOddsInB,
  logIncBetaAtOddsInOdds,
  logIncGamma,
  logIncGammaInShape,
  logIncGammaInX,
  logIncGammaUpper,
  logIncGammaUpperInShape,
  logIncGammaUpperInX,
} from "../../src/index.js";

interface Point {
  readonly args: readonly number[];
  readonly value: number;
  readonly slopes: readonly number[];
}
const { functions } = JSON.parse(
  readFileSync(new URL("../../../testing/fixtures/incomplete-slopes.json", import.meta.url), "utf8"),
) as { functions: Record<string, readonly Point[]> };

type Of = (...args: number[]) => number;
const cases: Record<string, { readonly value: Of; readonly slopes: readonly Of[] }> = {
  logIncGamma: { value: logIncGamma as Of, slopes: [logIncGammaInShape as Of, logIncGammaInX as Of] },
  logIncGammaUpper: {
    value: logIncGammaUpper as Of,
    slopes: [logIncGammaUpperInShape as Of, logIncGammaUpperInX as Of],
  },
  logIncBetaAtOdds: {
    value: logIncBetaAtOdds as Of,
    slopes: [logIncBetaAtOddsInA as Of, logIncBetaAtOddsInB as Of, logIncBetaAtOddsInOdds as Of],
  },
};

describe.each(Object.entries(cases))("%s", (name, { value, slopes }) => {
  it("has the values and slopes of mpmath", () => {
    for (const point of functions[name] as readonly Point[]) {
      const [actual, at] = [value(...point.args), `at ${point.args}`];
      expect(Math.abs(actual - point.value), `${at}: ${actual}, not ${point.value}`).toBeLessThanOrEqual(
        1e-11 * Math.abs(point.value) + 1e-300,
      );
      for (const [i, expected] of point.slopes.entries()) {
        const slope = (slopes[i] as Of)(...point.args);
        expect(Math.abs(slope - expected), `slope ${i} ${at}: ${slope}, not ${expected}`).toBeLessThanOrEqual(
          1e-9 * Math.abs(expected) + 1e-12,
        );
      }
    }
  });
});
