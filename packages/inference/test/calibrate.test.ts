/** See that calibration passes right samplers and flags wrong ones, among them one that never looks at the data. */
import { beta, binomial, dim, flat, halfNormal, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { calibrate, exact, type FitOptions, recover, simulate } from "../src/index.js";

const coin = model(({ n }: { n: number }) => {
  const theta = beta(2, 2);
  const odds = theta.div(theta.mul(-1).add(1));
  const heads = binomial(n, theta);
  return { theta, odds, heads };
});
type Any = Parameters<NonNullable<FitOptions["infer"]>>[0];
const observedHeads = (posterior: Any): number => posterior.data.get("heads")?.[0] as number;
const exactWith = (heads: number, seed: number) => exact(coin({ n: 20 }).observe({ heads }))?.draw(99, seed) as never;

describe("calibrate", () => {
  // False alarm rate 1% for each run of a right sampler; seeds are fixed.
  it("passes the closed form and NUTS", async () => {
    const closed = await calibrate(coin, { n: 20 }, { observe: ["heads"], simulations: 150 });
    expect(closed.scalars.map(({ name }) => name)).toEqual(["theta", "odds", "log likelihood"]);
    expect(closed.ok).toBe(true);
    expect(closed.text()).toBe(
      "3 scalars are calibrated over 150 data sets; a right sampler is called wrong in 1% of such runs.",
    );
    // Ranks do not change under an increasing transform.
    expect(closed.scalars[1]?.ranks).toEqual(closed.scalars[0]?.ranks);
    const group = dim("group", 3);
    const groups = model(() => {
      const mu = normal(0, 1);
      const tau = halfNormal(1);
      const theta = normal(mu, tau).over(group).nonCentered();
      const y = normal(theta, 0.5);
      return { mu, tau, theta, y };
    });
    const { ok, scalars } = await calibrate(
      groups,
      {},
      { observe: ["y"], simulations: 30, sampler: nuts(), draws: 200, tune: 200, ranks: 39 },
    );
    expect(scalars).toHaveLength(6);
    expect(ok).toBe(true);
  });

  it.each([
    ["shifted", 2, "theta", "they are too high"],
    ["shifted down", -2, "theta", "they are too low"],
  ])("flags draws that are %s", async (_, by, name, says) => {
    const infer = (posterior: Any, seed: number) =>
      exactWith(Math.min(20, Math.max(0, observedHeads(posterior) + by)), seed);
    const found = await calibrate(coin, { n: 20 }, { observe: ["heads"], simulations: 150, infer });
    expect(found.scalars.find((scalar) => scalar.name === name)?.ok).toBe(false);
    expect(found.text()).toContain(says);
  });

  it("flags a sampler that ignores the data by the log likelihood alone", async () => {
    const infer = (_: Any, seed: number) => simulate(coin({ n: 20 }), { draws: 99, seed: 1000 + seed }) as never;
    const found = await calibrate(coin, { n: 20 }, { observe: ["heads"], simulations: 150, infer });
    expect(found.scalars.filter(({ name }) => name !== "heads").map(({ ok }) => ok)).toEqual([true, true, false]);
  });

  it("refuses what cannot be calibrated", async () => {
    const run = (observe: string[]) => calibrate(coin, { n: 20 }, { observe: observe as never, simulations: 2 });
    await expect(run([])).rejects.toThrow("observe names 0 of 2 variables");
    await expect(run(["head"])).rejects.toThrow("`head` is no random variable; there are theta, heads");
    const improper = model(() => {
      const mu = flat();
      const y = normal(mu, 1);
      return { mu, y };
    });
    await expect(calibrate(improper, {}, { observe: ["y"] })).rejects.toThrow("`mu` has the improper prior");
    // @ts-expect-error odds is derived
    await expect(calibrate(coin, { n: 2 }, { observe: ["odds"] })).rejects.toThrow("`odds` is no random variable");
  });
});

describe("calibrate, of a posterior", () => {
  const posterior = coin({ n: 20 }).observe({ heads: 14 });

  // False alarm rate 1% for each run of a right sampler; seeds are fixed.
  it("passes the closed form of both data sets together, and NUTS", async () => {
    const seen: number[][] = [];
    const infer = (both: Any, seed: number) => {
      const [heads, again] = [observedHeads(both), both.data.get("again.heads")?.[0]];
      if (again !== undefined) seen.push([heads, again]);
      // Beta(2, 2) and 40 tosses, by hand: beta-binomial is conjugate.
      const total = heads + (again ?? 0);
      return exact(coin({ n: again === undefined ? 20 : 40 }).observe({ heads: total }))?.draw(200, seed) as never;
    };
    const closed = await calibrate(posterior, { simulations: 150, infer });
    expect(closed.ok).toBe(true);
    expect(seen).toHaveLength(150);
    expect(seen.every(([heads]) => heads === 14)).toBe(true);
    expect(new Set(seen.map(([, again]) => again)).size).toBeGreaterThan(5);
    const sampled = await calibrate(posterior, { simulations: 30, sampler: nuts(), draws: 300, tune: 200, ranks: 39 });
    expect(sampled.scalars.map(({ name }) => name)).toEqual(["theta", "odds", "log likelihood"]);
    expect(sampled.ok).toBe(true);
  });

  it("flags a fit that overlooks half of the data, and works where a prior is improper", async () => {
    const infer = (both: Any, seed: number) => exactWith(observedHeads(both), seed);
    expect((await calibrate(posterior, { simulations: 99, ranks: 39, infer })).ok).toBe(false);
    const flatMean = model(() => {
      const mu = flat();
      const y = normal(mu, 1).over(dim("i", 3));
      return { mu, y };
    });
    const found = await calibrate(flatMean().observe({ y: [0.5, 1, -0.2] }), { simulations: 60 });
    expect(found.ok).toBe(true);
  });
});

describe("recover", () => {
  // Coverage of a right sampler is binomial: a false alarm in 1% of runs.
  it("finds the closed form unbiased, with the coverage and the contraction that it has", async () => {
    const { ok, scalars, text } = await recover(coin, { n: 20 }, { observe: ["heads"], simulations: 200 });
    const theta = scalars.find(({ name }) => name === "theta");
    expect(ok).toBe(true);
    expect(theta?.coverage).toBeGreaterThan(0.8);
    expect(Math.abs(theta?.bias as number)).toBeLessThan(5 * (theta?.biasError as number));
    // Beta(2, 2): E of the posterior variance over the prior one is 4 / (4 + 20).
    expect(Math.abs((theta?.contraction as number) - 20 / 24)).toBeLessThan(0.05);
    expect(text()).toMatch(
      /^200 data sets; 90% intervals cover as they should .*\n.*covered +bias in sds +rmse +contraction\n/,
    );
  });

  it("tells of intervals that are too narrow or beside the truth", async () => {
    const infer = (posterior: Any, seed: number) =>
      exactWith(Math.min(20, observedHeads(posterior) + 3), seed) as never;
    const { ok, scalars, text } = await recover(coin, { n: 20 }, { observe: ["heads"], simulations: 100, infer });
    expect(ok).toBe(false);
    expect(scalars[0]?.bias).toBeGreaterThan(0.5);
    expect(text()).toContain("! theta");
    await expect(recover(coin, { n: 2 }, { observe: ["heads"], mass: 1 })).rejects.toThrow("option mass is 1");
  });
});
