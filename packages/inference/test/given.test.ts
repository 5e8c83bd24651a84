/** Check what the verbs say when they are given no posterior, an option that there is not, or an operator meets an expression. */
import { beta, binomial, column, dim, model, uniform } from "@credence/model";
import { describe, expect, it } from "vitest";
import { exact, explain, findMap, sample, sampleSync } from "../src/index.js";

const coin = model(({ n }: { n: number }) => {
  const theta = beta(1, 1);
  const heads = binomial(n, theta);
  return { theta, heads };
});
const posterior = coin({ n: 20 }).observe({ heads: 14 });
const unobserved = coin({ n: 20 }) as never;

describe("no posterior", () => {
  it.each([
    ["sample", sample as (x: never) => Promise<unknown>],
    ["findMap", findMap as (x: never) => Promise<unknown>],
  ])("%s says what is missing", async (verb, run) => {
    await expect((async () => run(unobserved))()).rejects.toThrow(
      `${verb} wants a posterior and got a joint distribution, of which nothing is observed yet`,
    );
    await expect((async () => run(coin as never))()).rejects.toThrow(
      `${verb} wants a posterior and got a model: call it with its inputs`,
    );
  });
  it("exact and explain too", () => {
    expect(() => exact(unobserved)).toThrow("exact wants a posterior and got a joint distribution");
    expect(() => explain(null as never)).toThrow("explain wants a posterior and got null");
  });
});

describe("options that there are not", () => {
  it("are refused, with the nearest that there is", async () => {
    expect(() => sampleSync(posterior, { drawz: 10 } as never)).toThrow(
      'sample: unknown option "drawz"; did you mean "draws"?',
    );
    await expect(findMap(posterior, { start: 2 } as never)).rejects.toThrow(
      'findMap: unknown option "start"; did you mean "starts"?',
    );
  });
});

describe("operators of JavaScript", () => {
  it("are refused rather than giving text or NaN", () => {
    const theta = beta(1, 1) as unknown as number;
    expect(() => theta + 1).toThrow("an expression is no number before it is sampled");
    expect(() => theta > 0.5).toThrow("an expression is no number");
    expect(() => (column(dim("obs", 2), [1, 2]) as unknown as number) * 2).toThrow("an expression is no number");
  });
});

describe("an impossible point", () => {
  it("is blamed on the parameter that left its range, once", () => {
    const shares = model(() => {
      const share = uniform(0, 1);
      const boost = uniform(0, 1);
      const yes = binomial(10, share.add(boost) as never);
      return { share, boost, yes };
    });
    const { impossible } = explain(shares().observe({ yes: 3 }), { share: 0.75, boost: 0.5 });
    expect(impossible).toEqual([
      "the p of binomial must lie in [0, 1], which fails at `yes`, where share = 0.75, boost = 0.5",
    ]);
  });
});
