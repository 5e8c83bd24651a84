/** Hold posterior predictive draws to the beta-binomial law, and new data and labels to what the trace holds. */
import { readFileSync } from "node:fs";
import { beta, binomial, column, dim, dirichlet, flat, halfNormal, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { exact, predict, sampleSync } from "../src/index.js";

interface Reference {
  readonly n: number;
  readonly k: number;
  readonly posterior_predictive_betabinom_m10_pmf: readonly number[];
}
const fixture = new URL("../../testing/fixtures/beta_binomial.json", import.meta.url);
const references: readonly Reference[] = JSON.parse(readFileSync(fixture, "utf8")).cases;

const campaign = model(({ n }: { n: number }) => {
  const theta = beta(11.5, 48.5);
  const k = binomial(n, theta);
  return { theta, k };
});

describe.each(references)("$k of $n", ({ n, k, posterior_predictive_betabinom_m10_pmf: pmf }) => {
  // 11 counts at |z| < 4.5 in 4 cases: a false alarm in 3,000 seeds; the seed is fixed.
  it("predicts ten new trials as the beta-binomial law does", () => {
    const closed = exact(campaign({ n }).observe({ k }));
    if (closed === null) throw new Error("not recognised");
    const size = 8000;
    const predicted = predict(campaign({ n: 10 }), closed.draw(size, 4), { seed: 9 });
    pmf.forEach((p, count) => {
      const share = predicted.k.values.filter((value) => value === count).length / size;
      expect(Math.abs(share - p) / Math.sqrt((p * (1 - p)) / size)).toBeLessThan(4.5);
    });
  });
});

const schools = (labels: readonly string[]) => {
  const school = dim("school", labels);
  return model(() => {
    const mu = normal(0, 5);
    const tau = halfNormal(5);
    const theta = normal(mu, tau).over(school);
    const doubled = theta.mul(2);
    const effect = normal(
      theta,
      column(
        school,
        labels.map(() => 10),
      ),
    );
    return { mu, tau, theta, doubled, effect };
  })();
};
const trace = sampleSync(schools(["A", "B", "C"]).observe({ effect: [28, 8, -3] }), {
  sampler: nuts(),
  draws: 400,
  tune: 300,
  chains: 2,
  progress: false,
  seed: 2,
});

describe("predict", () => {
  it("answers with what the trace does not hold, chain by chain", () => {
    const { $, effect } = predict(schools(["A", "B", "C"]), trace);
    expect($.variables.map(({ name }) => name)).toEqual(["effect"]);
    expect([$.chains, $.draws, $.independent]).toEqual([2, 400, false]);
    expect($.messages).toEqual(["predict: drew effect for each draw of the trace"]);
    const residuals = Array.from(effect.values, (value, i) => (value - (trace.theta.values[i] as number)) / 10);
    // Standard normal: mean within 4/√2400 and mean square within 4 √(2/2400), a false alarm in 8,000 seeds.
    expect(Math.abs(residuals.reduce((a, b) => a + b, 0) / residuals.length)).toBeLessThan(4 / Math.sqrt(2400));
    const square = residuals.reduce((a, b) => a + b * b, 0) / residuals.length;
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 2400));
  });

  it("finds labels in another order, and draws new ones from the population", () => {
    const turned = predict(schools(["C", "A", "New"]), trace);
    const { theta, doubled } = turned as unknown as typeof trace;
    expect(turned.$.variables.map(({ name }) => name)).toEqual(["theta", "doubled", "effect"]);
    expect(turned.$.messages[1]).toBe(
      "predict: the trace has no `theta[New]`: 1 of 3 values of `theta` are drawn anew, given the other variables",
    );
    for (const label of ["A", "C"])
      expect(theta.at({ school: label }).values).toEqual(trace.theta.at({ school: label }).values);
    expect(Array.from(doubled.values)).toEqual(Array.from(theta.values, (value) => 2 * value));
    const fresh = theta.at({ school: "New" }).values;
    const scaled = Array.from(fresh, (v, i) => (v - (trace.mu.values[i] as number)) / (trace.tau.values[i] as number));
    expect(Math.abs(scaled.reduce((a, b) => a + b, 0) / scaled.length)).toBeLessThan(4 / Math.sqrt(800));
  });

  it("draws a simplex anew as a whole when its labels change", () => {
    const shares = (labels: readonly string[]) =>
      model(() => {
        const share = dirichlet(dim("part", labels), 1);
        const size = halfNormal(1);
        return { share, size };
      })();
    const three = sampleSync(shares(["a", "b", "c"]).observe({ size: 1 }), {
      draws: 20,
      tune: 20,
      chains: 1,
      progress: false,
    });
    const two = predict(shares(["a", "b"]), three);
    const { share } = two as unknown as typeof three;
    for (let i = 0; i < 20; i++)
      expect((share.values[2 * i] as number) + (share.values[2 * i + 1] as number)).toBeCloseTo(1, 14);
    expect(two.$.messages[1]).toContain("the labels of part, along which `share` is drawn as a whole, have changed");
  });

  it("has the same draws whatever else is predicted", () => {
    const more = model(() => {
      const before = normal(0, 1);
      const theta = beta(1, 1);
      const k = binomial(10, theta);
      return { before, theta, k };
    });
    const closed = exact(campaign({ n: 5 }).observe({ k: 2 }));
    if (closed === null) throw new Error("not recognised");
    const draws = closed.draw(30, 1);
    expect(predict(more(), draws).k.values).toEqual(predict(campaign({ n: 10 }), draws).k.values);
    expect(predict(campaign({ n: 10 }), draws, { seed: 2 }).k.values).not.toEqual(
      predict(campaign({ n: 10 }), draws).k.values,
    );
  });

  it("refuses in a sentence what it cannot predict", () => {
    const joint = campaign({ n: 5 });
    const closed = exact(joint.observe({ k: 2 }));
    const draws = closed?.draw(3, 1) as never;
    const improper = model(() => {
      const theta = flat();
      const other = flat();
      return { theta, other };
    });
    expect(() => predict(improper(), draws)).toThrow("predict: `other` has the improper prior flat()");
    expect(() => predict(joint.observe({ k: 2 }), draws)).toThrow("pass the joint distribution");
    expect(() => predict(joint, {} as never)).toThrow("predict wants a trace");
    const only = model(() => ({ theta: beta(1, 1) }));
    expect(() => predict(only(), draws)).toThrow("already holds every variable");
  });
});
