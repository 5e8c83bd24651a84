/** Hold prior draws to closed forms, and the verb to its promises: names, streams, lazy quantities, sentences. */
import { beta, binomial, dim, exp, flat, model, normal, uniform } from "@credence/model";
import { describe, expect, it } from "vitest";
import { simulate } from "../src/index.js";

const coin = model(({ n }: { n: number }) => {
  const theta = beta(2, 3);
  const odds = theta.div(theta.mul(-1).add(1));
  const heads = binomial(n, theta);
  return { theta, odds, heads };
});

/** How many standard errors the mean of independent values lies from what it should be. */
function zOfMean(values: ArrayLike<number>, mean: number, sd: number): number {
  const total = Array.from(values).reduce((sum, value) => sum + value, 0);
  return ((total / values.length - mean) / sd) * Math.sqrt(values.length);
}

describe("simulate", () => {
  // Four figures at |z| < 4: a false alarm in 4,000 seeds; the seed is fixed.
  it("draws the prior and the prior predictive distribution", () => {
    const { theta, heads } = simulate(coin({ n: 20 }), { draws: 4000, seed: 3 });
    const variance = 6 / (25 * 6);
    expect(Math.abs(zOfMean(theta.values, 0.4, Math.sqrt(variance)))).toBeLessThan(4);
    // Beta-binomial: mean n p, variance n p (1 − p) (a + b + n) / (a + b + 1).
    const spread = (20 * 0.4 * 0.6 * 25) / 6;
    expect(Math.abs(zOfMean(heads.values, 8, Math.sqrt(spread)))).toBeLessThan(4);
    const squares = Array.from(heads.values, (k) => (k - 8) ** 2);
    const mean = squares.reduce((a, b) => a + b, 0) / squares.length;
    const sd = Math.sqrt(squares.reduce((sum, s) => sum + (s - mean) ** 2, 0) / squares.length);
    expect(Math.abs(zOfMean(squares, spread, sd))).toBeLessThan(4);
    const product = Array.from(
      heads.values,
      (k, i) => (k - 20 * (theta.values[i] as number)) * (theta.values[i] as number),
    );
    expect(Math.abs(zOfMean(product, 0, 1))).toBeLessThan(4);
  });

  it("computes derived quantities from the draws, and says what it is", () => {
    const { theta, odds, $ } = simulate(coin({ n: 20 }), { draws: 50 });
    expect(Array.from(odds.values)).toEqual(Array.from(theta.values, (p) => p / (p * -1 + 1)));
    expect($).toMatchObject({ sampler: "simulate", seed: 1, chains: 1, draws: 50, independent: true });
    expect($.variables.map(({ name, derived }) => [name, derived])).toEqual([
      ["theta", false],
      ["odds", true],
      ["heads", false],
    ]);
  });

  it("gives every draw and every variable a stream of its own", () => {
    const few = simulate(coin({ n: 20 }), { draws: 5, seed: 7 });
    const many = simulate(coin({ n: 20 }), { draws: 9, seed: 7 });
    expect(Array.from(many.heads.values.slice(0, 5))).toEqual(Array.from(few.heads.values));
    const turned = model(() => {
      const heads = beta(1, 1);
      const theta = beta(2, 3);
      return { heads, theta };
    });
    expect(Array.from(simulate(turned(), { draws: 5, seed: 7 }).theta.values)).toEqual(Array.from(few.theta.values));
    expect(simulate(coin({ n: 20 }), { draws: 5, seed: 8 }).theta.values).not.toEqual(few.theta.values);
  });

  it("nests, and draws each label independently", () => {
    const arm = dim("arm", ["A", "B"]);
    const nested = model(() => {
      const effect = { size: normal(0, 1).over(arm), scale: exp(normal(0, 1)) as never };
      return { effect };
    });
    expect(() => simulate(nested())).toThrow("unnamed variable normal(0, 1)");
    const plain = model(() => ({ effect: { size: normal(0, 1).over(arm) } }));
    const { effect } = simulate(plain(), { draws: 1000, seed: 2 });
    const a = effect.size.at({ arm: "A" }).values;
    const b = effect.size.at({ arm: "B" }).values;
    expect(
      Math.abs(
        zOfMean(
          Array.from(a, (value, i) => value * (b[i] as number)),
          0,
          1,
        ),
      ),
    ).toBeLessThan(4);
  });

  it("refuses in a sentence what cannot be drawn", () => {
    const improper = model(() => {
      const mu = flat();
      const y = normal(mu, 1);
      return { mu, y };
    });
    expect(() => simulate(improper())).toThrow("simulate: `mu` has the improper prior flat()");
    const wrong = model(() => {
      const scale = uniform(-2, -1);
      const y = normal(0, scale as never);
      return { scale, y };
    });
    expect(() => simulate(wrong(), { draws: 1 })).toThrow(
      /`y` cannot be drawn: the \w+ of normal is -1\.\d+ and must lie in/,
    );
    expect(() => simulate(coin as never)).toThrow("simulate wants a joint distribution and got a model");
    expect(() => simulate(coin({ n: 2 }).observe({ heads: 1 }) as never)).toThrow("got a posterior");
    expect(() => simulate(coin({ n: 2 }), { draws: 0 })).toThrow("option draws is 0");
    expect(() => simulate(coin({ n: 2 }), { draw: 3 } as never)).toThrow('unknown option "draw"');
  });
});
