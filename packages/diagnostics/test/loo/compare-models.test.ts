/** Hold differences and stacking weights to R's loo, and the weights to the conditions of a maximum. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { compareModels, looFromLogLikelihood } from "../../src/index.js";
import { stackingWeights } from "../../src/loo/stacking.js";
import { decode, type Encoded, expectClose, readFixture } from "../fixture.js";

interface Reference {
  readonly models: readonly {
    readonly name: string;
    readonly log_lik: readonly (readonly Encoded[])[];
    readonly relative_eff: readonly Encoded[];
  }[];
  readonly compare: readonly {
    readonly criterion: string;
    readonly result: {
      readonly models: readonly string[];
      readonly rows: readonly {
        readonly model: string;
        readonly elpd_diff: number;
        readonly se_diff: number;
        readonly elpd_loo: number;
      }[];
    };
  }[];
  readonly stacking: { readonly lpd_pointwise: readonly (readonly number[])[]; readonly objective_tight: number };
}
const reference = readFixture<Reference>("loo");

const looOf = (name: string, efficient: boolean) => {
  const model = reference.models.find((each) => each.name === name) as Reference["models"][number];
  const rows = model.log_lik.map((row) => row.map(decode));
  return looFromLogLikelihood(rows, efficient ? { relativeEfficiency: model.relative_eff.map(decode) } : {});
};

const objective = (elpd: readonly ArrayLike<number>[], weights: ArrayLike<number>): number =>
  Array.from(elpd[0] as ArrayLike<number>).reduce(
    (total, _, i) =>
      total + Math.log(elpd.reduce((mix, model, k) => mix + (weights[k] as number) * Math.exp(model[i] as number), 0)),
    0,
  );

describe("compareModels", () => {
  it.each(reference.compare.filter(({ criterion }) => criterion !== "waic"))(
    "has R's differences and their errors ($criterion of $result.models)",
    ({ criterion, result }) => {
      const loos = Object.fromEntries(result.models.map((name) => [name, looOf(name, criterion === "loo_r_eff")]));
      const { models } = compareModels(loos);
      expect(models.map(({ name }) => name)).toEqual(result.rows.map(({ model }) => model));
      models.forEach(({ name, difference, differenceSe, elpd }, i) => {
        const row = result.rows[i] as (typeof result.rows)[number];
        expectClose(elpd, row.elpd_loo, 1e-8, `elpd of ${name}`);
        expectClose(difference, row.elpd_diff, 1e-7, `difference of ${name}`);
        expectClose(differenceSe, row.se_diff, 1e-7, `error of ${name}`);
      });
    },
  );

  it("says when a difference is small, data few or figures unreliable, and prints a table", () => {
    const [a, b] = [looOf("normal_slope", false), looOf("normal_intercept", false)];
    const comparison = compareModels({ slope: a, flat: { ...b, unreliable: [1] } });
    expect(comparison.messages[0]).toMatch(/^flat predicts about as well as slope: a difference of 0\.6 is small/);
    expect(comparison.messages[1]).toContain("With 12 observations");
    expect(comparison.messages[2]).toContain("flat has 1 unreliable observations");
    expect(comparison.text().split("\n")[1]).toMatch(/^slope {2}-20\.0 +3\.0 +1\.9 +0\.0 +0\.0 +0\.\d\d$/);
  });

  it("refuses models of other data", () => {
    const loo = looOf("normal_slope", false);
    const shorter = looFromLogLikelihood([
      [-1, -2],
      [-1, -3],
    ]);
    expect(() => compareModels({ loo })).toThrow("at least two models");
    expect(() => compareModels({ loo, shorter })).toThrow("loo has 12 observations and shorter has 2");
    const named = (prefix: string) => ({ ...shorter, observations: [`${prefix}[1]`, `${prefix}[2]`] });
    expect(() => compareModels({ a: named("y"), b: named("z") })).toThrow("observation 0 is y[1] in a and z[1] in b");
    expect(compareModels({ a: named("y"), b: named("y") }).models).toHaveLength(2);
  });
});

describe("stackingWeights", () => {
  it("reaches R's objective at its tightest tolerance", () => {
    const { lpd_pointwise, objective_tight } = reference.stacking;
    const weights = stackingWeights(lpd_pointwise);
    expect(Math.abs(objective(lpd_pointwise, weights) - objective_tight)).toBeLessThan(1e-9);
  });

  // At the maximum the slope in w_k is n for models in use and at most n for the others (Karush, Kuhn and Tucker).
  it.each([2, 5, 12])("meets the conditions of a maximum for %d models", (count) => {
    const stream = rng(count);
    const size = 60;
    const elpd = Array.from({ length: count }, (_, k) =>
      Float64Array.from({ length: size }, () => -300 - (k % 4) / 3 + 2 * stream.normal()),
    );
    const weights = stackingWeights(elpd);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14);
    const slopes = elpd.map((own) =>
      own.reduce((total, value, i) => {
        const mix = elpd.reduce(
          (sum, each, l) => sum + (weights[l] as number) * Math.exp((each[i] as number) - value),
          0,
        );
        return total + 1 / mix;
      }, 0),
    );
    slopes.forEach((slope, k) => {
      expect(slope).toBeLessThan(size + 1e-7);
      if ((weights[k] as number) > 1e-6) expect(slope).toBeGreaterThan(size - 1e-4);
    });
  });

  it("shares the weight among models that predict alike, and gives all to one that is always better", () => {
    const elpd = Float64Array.from({ length: 30 }, (_, i) => -1 - Math.sin(i) ** 2);
    const [a, b] = stackingWeights([elpd, elpd]);
    expect(a).toBeCloseTo(0.5, 6);
    expect(b).toBeCloseTo(0.5, 6);
    expect(stackingWeights([elpd, elpd.map((value) => value - 900)])[0]).toBeCloseTo(1, 10);
  });
});
