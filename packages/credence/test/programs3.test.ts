/** Run the programs with time series, and find what their data were made with. */
import { type Draws, type Rng, rng } from "credence";
import { describe, expect, it } from "vitest";
import { drift, hiddenStates, lags, regime, volatility } from "./programs3.js";

/** The truth lies within 4.5 posterior standard deviations: one false alarm in 1.5e5 for each quantity if the posterior is nearly normal. */
function expectFound(draws: Draws<never>, truth: number): void {
  expect(
    Math.abs((draws.mean() - truth) / draws.sd()),
    `${draws.mean()} ± ${draws.sd()}, made with ${truth}`,
  ).toBeLessThan(4.5);
}

const normal = (stream: Rng, mean: number, sd: number): number => mean + sd * stream.normal();
const binomial = (stream: Rng, n: number, p: number): number =>
  Array.from({ length: n }, () => Number(stream.uniform() < p)).reduce((a, b) => a + b, 0);

describe("programs", () => {
  it("(v) follows a drifting rate", async () => {
    const stream = rng(6);
    const logOdds: number[] = [-2.5];
    for (let t = 1; t < 25; t++) logOdds.push(normal(stream, logOdds[t - 1] as number, 0.2));
    const rate = logOdds.map((x) => 1 / (1 + Math.exp(-x)));
    const visits = rate.map(() => 400);
    const trace = await drift(
      visits,
      rate.map((p) => binomial(stream, 400, p)),
    );
    for (const week of [1, 13, 25]) expectFound(trace.rate.at({ week }), rate[week - 1] as number);
  });
  it("(v) finds what pulls and lifts a state", async () => {
    const stream = rng(7);
    const holidays = Array.from({ length: 60 }, (_, t) => Number(t % 7 === 3));
    const state = [0.4];
    for (let t = 1; t < 60; t++)
      state.push(normal(stream, 0.6 * (state[t - 1] as number) + 1.5 * (holidays[t] as number), 0.5));
    const trace = await regime(
      holidays,
      state.map((x) => normal(stream, x, 0.2)),
    );
    expectFound(trace.pull, 0.6);
    expectFound(trace.lift, 1.5);
    expectFound(trace.noise, 0.5);
  });
  it("(xiv) tells calm from busy days", async () => {
    const stream = rng(8);
    let busy = 0;
    const y = Array.from({ length: 100 }, () => {
      busy = Number(stream.uniform() < (busy === 1 ? 0.8 : 0.1));
      return normal(stream, busy === 1 ? 4 : 1, 1);
    });
    const trace = await hiddenStates(y);
    expectFound(trace.centre.at({ state: "calm" }), 1);
    expectFound(trace.centre.at({ state: "busy" }), 4);
    expectFound(trace.moves.at({ state: "calm", "state'": "busy" }), 0.1);
    expectFound(trace.moves.at({ state: "busy", "state'": "busy" }), 0.8);
  });
  it("finds how volatility follows shocks", async () => {
    const stream = rng(9);
    const [mu, base, shock, keep] = [0.1, 0.1, 0.3, 0.4];
    let [sigma, last] = [0.5, normal(stream, mu, 0.5)];
    const returns = [last];
    for (let t = 1; t < 200; t++) {
      sigma = Math.sqrt(base + shock * (last - mu) ** 2 + keep * sigma ** 2);
      last = normal(stream, mu, sigma);
      returns.push(last);
    }
    const trace = await volatility(returns);
    expectFound(trace.mu, mu);
    expectFound(trace.base, base);
    expectFound(trace.shock, shock);
    expectFound(trace.keep, keep);
    expectFound(trace.sigma.at({ day: 200 }), sigma);
  });
  it("types records of states", () => {
    lags([1, 2, 3]);
  });
});
