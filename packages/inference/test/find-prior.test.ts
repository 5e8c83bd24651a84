/** Hold found priors to the cdf and moments of their families, and impossible beliefs to a sentence. */

import { beta, halfCauchy, inverseGamma, studentT } from "@credence/model";
import { describe, expect, it } from "vitest";
import { distributions, findPrior } from "../src/index.js";

const keys = {
  beta: "beta",
  gamma: "gamma",
  inverseGamma: "inverse_gamma",
  normal: "normal",
  lognormal: "lognormal",
  exponential: "exponential",
  halfNormal: "half_normal",
  halfCauchy: "half_cauchy",
} as const;
type Name = keyof typeof keys;
const law = (name: Name) => distributions[keys[name]] as NonNullable<(typeof distributions)[string]>;

describe("findPrior", () => {
  const intervals: readonly [Name, readonly [number, number], number][] = [
    ["beta", [0.01, 0.05], 0.9],
    ["beta", [0.2, 0.9], 0.5],
    ["beta", [0.4999, 0.5001], 0.99],
    ["beta", [1e-6, 0.3], 0.8],
    ["gamma", [0.5, 20], 0.9],
    ["gamma", [99, 101], 0.9],
    ["gamma", [1e-4, 3], 0.8],
    ["inverseGamma", [0.5, 20], 0.9],
    ["normal", [-3, 7], 0.9],
    ["lognormal", [0.5, 20], 0.95],
  ];
  it.each(intervals)("%s between %j with mass %d leaves equal tails", (name, between, mass) => {
    const { parameters } = findPrior(name, { between, mass });
    const given = { ...parameters } as never;
    expect(law(name).cdf?.(between[0], given)).toBeCloseTo((1 - mass) / 2, 10);
    expect(law(name).sf?.(between[1], given)).toBeCloseTo((1 - mass) / 2, 10);
  });
  it.each(["beta", "gamma", "inverseGamma", "normal", "lognormal"] as const)(
    "%s has the mean and sd asked for",
    (name) => {
      const { parameters, mean } = findPrior(name, { mean: 0.3, sd: 0.1 });
      expect(mean).toBeCloseTo(0.3, 12);
      expect(law(name).variance?.({ ...parameters } as never)).toBeCloseTo(0.01, 12);
    },
  );
  it.each(["exponential", "halfNormal", "halfCauchy"] as const)(
    "%s lies below a value with the mass asked for",
    (name) => {
      const { parameters } = findPrior(name, { below: 10, mass: 0.95 });
      expect(law(name).cdf?.(10, { ...parameters } as never)).toBeCloseTo(0.95, 12);
      const other = findPrior(name, { quantiles: [[0.95, 10]] });
      expect(other.parameters).toEqual(parameters);
    },
  );
  it("takes quantiles that are not symmetric, and means of one-parameter families", () => {
    const { quantile } = findPrior("beta", {
      quantiles: [
        [0.1, 0.2],
        [0.5, 0.3],
      ],
    });
    expect([quantile(0.1), quantile(0.5)].map((value) => value.toFixed(9))).toEqual(["0.200000000", "0.300000000"]);
    expect(findPrior("exponential", { mean: 4 }).parameters).toEqual({ rate: 0.25 });
    expect(findPrior("halfNormal", { mean: 2 }).mean).toBeCloseTo(2, 12);
  });
  it("believes imagined data", () => {
    const clicks = findPrior("beta", { seen: { successes: 3, trials: 100 } });
    expect(clicks.parameters).toEqual({ alpha: 4, beta: 98 });
    expect(clicks.text()).toBe("beta(4, 98): mean 0.0392, 90% between 0.0136 and 0.075");
    expect(findPrior("gamma", { seen: { events: 12, exposure: 4 } }).parameters).toEqual({ shape: 12, rate: 4 });
  });
  it.each([
    [() => findPrior("beta", { between: [0.5, 1.5] }), "no beta prior says"],
    [() => findPrior("beta", { mean: 0.5, sd: 0.6 }), "no beta prior says"],
    [() => findPrior("gamma", { between: [-1, 5] }), "no gamma prior says"],
    [() => findPrior("gamma", { between: [5, 1] }), "must both increase"],
    [() => findPrior("normal", { between: [0, 1], mass: 90 }), "mass is 90"],
    [() => findPrior("normal", { mean: 1 }), "normal is settled by mean and sd"],
    [() => findPrior("exponential", { mean: 1, sd: 1 }), "leave sd out"],
    [() => findPrior("exponential", { between: [1, 2] }), "exponential has one parameter"],
    [() => findPrior("gamma", { below: 2 }), "gamma has two parameters"],
    [() => findPrior("halfCauchy", { mean: 2 }), "halfCauchy has no mean"],
    [() => findPrior("beta", { seen: { successes: 3, trials: 2 } }), "3 successes in 2 trials"],
    [() => findPrior("normal", { seen: { successes: 3, trials: 4 } }), "imagine { successes, trials } for beta"],
    [() => findPrior("zeta" as never, { mean: 2 }), 'no family "zeta"'],
  ])("refuses what no prior says %#", (find, message) => {
    expect(find).toThrow(message);
  });
});

describe("a family", () => {
  it("is named by its constructor or by a text", () => {
    const belief = { between: [0.01, 0.05], mass: 0.9 } as const;
    const { alpha, beta: failures } = findPrior(beta, belief).parameters;
    expect({ alpha, beta: failures }).toEqual(findPrior("beta", belief).parameters);
    expect(findPrior(halfCauchy, { below: 3 }).family).toBe("halfCauchy");
    expect(findPrior(inverseGamma, { mean: 2, sd: 1 }).family).toBe("inverseGamma");
  });
  it("that cannot be found is refused with those that can", () => {
    expect(() => findPrior(studentT as never, { between: [0, 1] })).toThrow(
      'there is no family "studentT" to find; give one of beta, gamma, inverseGamma',
    );
    expect(() => findPrior("bta" as never, { between: [0, 1] })).toThrow('there is no family "bta"');
  });
});
