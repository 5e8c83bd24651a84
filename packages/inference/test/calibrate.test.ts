/** See that calibration passes right samplers and flags wrong ones, among them one that never looks at the data. */
import { beta, binomial, dim, flat, halfNormal, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { calibrate, exact, simulate } from "../src/index.js";

const coin = model(({ n }: { n: number }) => {
  const theta = beta(2, 2);
  const odds = theta.div(theta.mul(-1).add(1));
  const heads = binomial(n, theta);
  return { theta, odds, heads };
});
type Any = Parameters<NonNullable<Parameters<typeof calibrate>[2]["infer"]>>[0];
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
