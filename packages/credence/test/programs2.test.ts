/** Run the programs with distributions of distributions, and find the parameters that their data were made with. */
import { type Draws, type Rng, rng } from "credence";
import { describe, expect, it } from "vitest";
import { hours, twoParts, visits } from "./programs2.js";

/** The truth lies within 4.5 posterior standard deviations: one false alarm in 1.5e5 for each quantity if the posterior is nearly normal. */
function expectFound(draws: Draws<never>, truth: number): void {
  expect(
    Math.abs((draws.mean() - truth) / draws.sd()),
    `${draws.mean()} ± ${draws.sd()}, made with ${truth}`,
  ).toBeLessThan(4.5);
}

const times = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const normal = (stream: Rng, mean: number, sd: number): number => mean + sd * stream.normal();
function poisson(stream: Rng, rate: number): number {
  let count = 0;
  for (let left = 1 - stream.uniform(); left > Math.exp(-rate); left *= 1 - stream.uniform()) count++;
  return count;
}

describe("programs", () => {
  it("(iv) tells two components apart", async () => {
    const stream = rng(3);
    const values = times(300, () => (stream.uniform() < 0.3 ? normal(stream, -2, 0.5) : normal(stream, 1.5, 1)));
    const { weight, centre, spread } = await twoParts(values);
    expectFound(weight.at({ part: 1 }), 0.3);
    expectFound(centre.at({ part: 1 }), -2);
    expectFound(centre.at({ part: 2 }), 1.5);
    expectFound(spread.at({ part: 1 }), 0.5);
    expectFound(spread.at({ part: 2 }), 1);
  });
  it("(iv) tells those who never come from those who came not this time", async () => {
    const stream = rng(4);
    const { idle, rate } = await visits(times(400, () => (stream.uniform() < 0.35 ? 0 : poisson(stream, 1.4))));
    expectFound(idle, 0.35);
    expectFound(rate, 1.4);
  });
  it("(xiii) finds one slope and one scale behind truncated, censored, zero-heavy and mixed outcomes", async () => {
    const stream = rng(5);
    const [slope, scale] = [0.8, 0.7];
    const x = times(120, () => 0.5 + 2 * stream.uniform());
    const level = x.map((each) => slope * each);
    const y = {
      worked: level.map((mean) => {
        let value = normal(stream, mean, scale);
        while (value < 0) value = normal(stream, mean, scale);
        return value;
      }),
      seen: level.map((mean, i) => Math.min(normal(stream, mean, scale), x[i] as number)),
      paid: level.map((mean) => (stream.uniform() < 0.3 ? 0 : Math.exp(normal(stream, mean, scale)))),
      mixed: level.map((mean) =>
        stream.uniform() < 0.4 ? normal(stream, mean, 1) : Math.exp(normal(stream, slope, 1)),
      ),
    };
    const trace = await hours(x, y);
    expectFound(trace.a, slope);
    expectFound(trace.scale, scale);
    expectFound(trace.weight.at({ part: 1 }), 0.4);
    // the term's draws are its values
    expect(trace.prior.values[7]).toBeCloseTo(-0.5 * (trace.a.values[7] as number) ** 2, 12);
  });
});
