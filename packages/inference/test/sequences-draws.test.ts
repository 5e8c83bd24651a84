/** Hold draws of sequences, from priors, predictions and posteriors, to their closed forms in Monte Carlo standard errors. */
import { mcseMean } from "@credence/diagnostics";
import { rng } from "@credence/math";
import {
  ar,
  assume,
  categorical,
  column,
  dim,
  flat,
  halfNormal,
  hiddenMarkov,
  type Joint,
  lookup,
  model,
  normal,
  prime,
  randomWalk,
  scan,
  sqrt,
  uniform,
} from "@credence/model";
import { ellipticalSlice, gibbs, metropolis, nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { explain, findMap, logLikelihood, loo, predict, sampleSync, simulate } from "../src/index.js";

const stream = rng(12, "sequence draws");
const normals = (count: number): number[] => Array.from({ length: count }, () => stream.normal());

/** Mean and covariance of columns of draws. */
function moments(values: Float64Array, width: number): { mean: number[]; covariance: number[][]; count: number } {
  const count = values.length / width;
  const at = (draw: number, i: number): number => values[draw * width + i] as number;
  const draws = Array.from({ length: count }, (_, draw) => draw);
  const mean = Array.from({ length: width }, (_, i) => draws.reduce((total, draw) => total + at(draw, i), 0) / count);
  const covariance = mean.map((a, i) =>
    mean.map((b, j) => draws.reduce((total, draw) => total + (at(draw, i) - a) * (at(draw, j) - b), 0) / count),
  );
  return { mean, covariance, count };
}

/** Independent normal draws have these moments: each within 4.5 standard errors, one false alarm in 1.5e5 for each. */
function expectNormal(values: Float64Array, mean: readonly number[], covariance: readonly (readonly number[])[]): void {
  const found = moments(values, mean.length);
  mean.forEach((m, i) => {
    const variance = covariance[i]?.[i] as number;
    expect(Math.abs((found.mean[i] as number) - m) / Math.sqrt(variance / found.count), `mean ${i}`).toBeLessThan(4.5);
    covariance[i]?.forEach((c, j) => {
      const spread = Math.sqrt((variance * (covariance[j]?.[j] as number) + c * c) / found.count);
      expect(Math.abs((found.covariance[i]?.[j] as number) - c) / spread, `covariance ${i} ${j}`).toBeLessThan(4.5);
    });
  });
}

describe("simulate", () => {
  const week = dim("week", 5);
  const labels = [0, 1, 2, 3, 4];
  it("draws random walks, for each label of other dims by itself", () => {
    const shop = dim("shop", 2);
    const joint = model(() => ({ x: randomWalk(week, normal(1, 0.5), 0.3).over(shop) }))();
    const covariance = Array.from({ length: 10 }, (_, a) =>
      Array.from({ length: 10 }, (__, b) =>
        Math.floor(a / 5) === Math.floor(b / 5) ? 0.25 + 0.09 * Math.min(a % 5, b % 5) : 0,
      ),
    );
    expectNormal(simulate(joint, { draws: 4000 }).x.values, new Array(10).fill(1), covariance);
  });
  it("draws stationary autoregressions", () => {
    const joint = model(() => ({ x: ar(week, [0.7], 0.5, { mean: 2 }) }))();
    const covariance = labels.map((i) => labels.map((j) => (0.25 * 0.7 ** Math.abs(i - j)) / (1 - 0.49)));
    expectNormal(simulate(joint, { draws: 4000 }).x.values, new Array(5).fill(2), covariance);
    const second = model(() => ({ x: ar(week, [0.5, 0.3], 1) }))();
    // ρ₁ = φ₁ / (1 − φ₂), γ₀ = σ² / (1 − φ₁ ρ₁ − φ₂ ρ₂)
    const rho = [1, 0.5 / 0.7];
    for (let k = 2; k < 5; k++) rho.push(0.5 * (rho[k - 1] as number) + 0.3 * (rho[k - 2] as number));
    const variance = 1 / (1 - 0.5 * (rho[1] as number) - 0.3 * (rho[2] as number));
    const matrix = labels.map((i) => labels.map((j) => variance * (rho[Math.abs(i - j)] as number)));
    expectNormal(simulate(second, { draws: 4000 }).x.values, new Array(5).fill(0), matrix);
  });
  it("draws what computed states lead to, and computes these from the draws", () => {
    const joint = model(() =>
      scan(week, { y: normal(0, 1), sd: 1 }, (previous) => {
        const sd = sqrt(previous.y.pow(2).mul(0.3).add(previous.sd.pow(2).mul(0.5)).add(0.2));
        return { y: normal(0, sd), sd };
      }),
    )();
    const { y, sd } = simulate(joint, { draws: 4000 });
    for (let draw = 0; draw < 4000; draw += 97)
      for (let t = 1; t < 5; t++) {
        const at = draw * 5 + t;
        const wanted = Math.sqrt(
          0.3 * (y.values[at - 1] as number) ** 2 + 0.5 * (sd.values[at - 1] as number) ** 2 + 0.2,
        );
        expect(sd.values[at] as number).toBeCloseTo(wanted, 13);
      }
    // E y² = 0.2 / (1 − 0.3 − 0.5) at all times; kurtosis is finite, so 4000 draws know it to some hundredths
    const standardised = y.values.map((value, i) => value / (sd.values[i] as number));
    expectNormal(
      standardised,
      new Array(5).fill(0),
      labels.map((i) => labels.map((j) => Number(i === j))),
    );
  });
  it("draws hidden paths that turn as the transitions say", () => {
    const state = dim("state", 2);
    const turns = assume.simplex(column([state, prime(state)], [0.9, 0.1, 0.4, 0.6]), prime(state));
    const start = assume.simplex(column(state, [0.2, 0.8]), state);
    const joint = model(() => ({ y: hiddenMarkov(week, start, turns, normal(column(state, [-50, 50]), 1)) }))();
    const { y } = simulate(joint, { draws: 4000 });
    let share = 0.2;
    for (let t = 0; t < 5; t++) {
      let low = 0;
      for (let draw = 0; draw < 4000; draw++) low += Number((y.values[draw * 5 + t] as number) < 0);
      expect(Math.abs(low / 4000 - share) / Math.sqrt((share * (1 - share)) / 4000)).toBeLessThan(4.5);
      share = share * 0.9 + (1 - share) * 0.4;
    }
  });
  it("says what has no distribution, and what a step made of its parameters", () => {
    expect(() => simulate(model(() => ({ y: scan(week, flat(), (previous) => normal(previous, 1)) }))())).toThrow(
      "`y` has the improper prior flat()",
    );
    expect(() => simulate(model(() => ({ y: ar(week, [0.1, 0.2], 1, { start: flat() }) }))())).toThrow("improper");
    expect(() =>
      simulate(
        model(() => ({ y: scan(week, normal(0, 1), (previous) => normal(0, previous as never)) }))() as Joint<never>,
      ),
    ).toThrow(/scan cannot be drawn at week 2: the sigma of normal is -?\d.* and must lie in \(0, ∞\)/);
    expect(() =>
      simulate(
        model(() => {
          const phi = normal(2, 0.1);
          return { phi, y: ar(week, phi, 1) };
        })(),
      ),
    ).toThrow("ar cannot be drawn at week 1: the sigma of normal is 0");
  });
});

/** Monte Carlo standard errors between the mean of a function of two chains' draws and its expectation. */
function errors(values: Float64Array, expected: number, of = (x: number) => x): number {
  const mapped = Float64Array.from(values, of);
  const half = mapped.length / 2;
  const mean = mapped.reduce((a, b) => a + b, 0) / mapped.length;
  return Math.abs(mean - expected) / mcseMean([mapped.subarray(0, half), mapped.subarray(half)]);
}

describe("a posterior of hidden labels", () => {
  it("is that of all paths, label by label, by Gibbs and by Metropolis", () => {
    const [day, state] = [dim("day", 6), dim("state", 2)];
    const rows = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    const [start, centre, y] = [
      [0.3, 0.7],
      [-0.5, 0.7],
      [0.1, -0.8, 0.3, 1.2, 0.4, -0.2],
    ];
    const posterior = model(() => {
      const turns = assume.simplex(column([state, prime(state)], rows.flat()), prime(state));
      const begin = assume.simplex(column(state, start), state);
      const path = scan(day, categorical(begin), (previous) => categorical(lookup(turns, previous)));
      return { path, seen: normal(lookup(column(state, centre), path), 1) };
    })().observe({ seen: y });
    const weights = Array.from({ length: 64 }, (_, code) => {
      const labels = y.map((__, t) => (code >> t) & 1);
      return labels.reduce((weight, k, t) => {
        const chance = t === 0 ? start[k] : rows[labels[t - 1] as number]?.[k];
        return weight * (chance as number) * Math.exp(-0.5 * ((y[t] as number) - (centre[k] as number)) ** 2);
      }, 1);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const sampler of [gibbs(), metropolis()]) {
      const { path } = sampleSync(posterior, { sampler, seed: 2, draws: 3000, tune: 300, chains: 2, progress: false });
      y.forEach((_, t) => {
        const share = weights.reduce((sum, weight, code) => sum + weight * ((code >> t) & 1), 0) / total;
        expect(errors(path.at({ day: t + 1 }).values, share)).toBeLessThan(4.5);
      });
    }
  });
});

describe("a posterior of a local level", () => {
  const count = 12;
  const week = dim("week", count);
  const [prior, drift, noise] = [1, 0.5, 0.7];
  const y = normals(count);
  const walks = model(({ weeks, free }: { weeks: number; free: boolean }) => {
    const time = dim("week", weeks);
    const walk = randomWalk(time, normal(0, prior), drift);
    const level = free ? walk.nonCentered() : walk;
    return { level, y: normal(level, noise) };
  });
  /** Mean and variance of each level given all data: the Kalman filter and the smoother of Rauch, Tung and Striebel. */
  function smoothed(): { mean: number[]; sd: number[] } {
    const filtered: { mean: number; variance: number }[] = [];
    let [mean, variance] = [0, prior ** 2];
    for (const [t, value] of y.entries()) {
      if (t > 0) variance += drift ** 2;
      const gain = variance / (variance + noise ** 2);
      mean += gain * (value - mean);
      variance *= 1 - gain;
      filtered.push({ mean, variance });
    }
    const result = filtered.map((each) => ({ ...each }));
    for (let t = count - 2; t >= 0; t--) {
      const now = filtered[t] as (typeof filtered)[number];
      const next = result[t + 1] as (typeof filtered)[number];
      const back = now.variance / (now.variance + drift ** 2);
      result[t] = {
        mean: now.mean + back * (next.mean - now.mean),
        variance: now.variance + back * back * (next.variance - now.variance - drift ** 2),
      };
    }
    return { mean: result.map((each) => each.mean), sd: result.map((each) => Math.sqrt(each.variance)) };
  }
  const wanted = smoothed();
  const posterior = (free: boolean) => walks({ weeks: count, free }).observe({ y });
  const options = { sampler: nuts(), seed: 3, progress: false, draws: 1000, tune: 500, chains: 2 } as const;

  // 72 comparisons, each a false alarm once in 1.5e5 with other seeds
  it.each([
    { name: "NUTS", free: false, sampler: nuts(), draws: 1000 },
    { name: "NUTS, non-centred", free: true, sampler: nuts(), draws: 1000 },
    { name: "elliptical slices", free: false, sampler: ellipticalSlice(), draws: 4000 },
  ])("is that of the Kalman smoother, by $name", ({ free, sampler, draws }) => {
    const { level } = sampleSync(posterior(free), { ...options, sampler, draws });
    wanted.mean.forEach((mean, t) => {
      const { values } = level.at({ week: t + 1 });
      expect(errors(values, mean)).toBeLessThan(4.5);
      expect(errors(values, (wanted.sd[t] as number) ** 2, (x) => (x - mean) ** 2)).toBeLessThan(4.5);
    });
  });
  it("has its mode where the smoother has its means", async () => {
    const mode = await findMap(posterior(false));
    wanted.mean.forEach((mean, t) => {
      expect(mode.level.at({ week: t + 1 })).toBeCloseTo(mean, 5);
    });
  });
  it("goes on from its end when it predicts, and keeps what was drawn", () => {
    const trace = sampleSync(posterior(false), options);
    const longer = walks({ weeks: count + 3, free: false });
    // labels are not in the types: that part of the level is new is known when it runs
    const ahead = predict(longer, trace, { seed: 5 }) as ReturnType<
      typeof simulate<typeof longer extends Joint<infer V> ? V : never>
    >;
    const width = count + 3;
    const [last, lastSd] = [wanted.mean.at(-1) as number, wanted.sd.at(-1) as number];
    for (let draw = 0; draw < 2000; draw += 101)
      for (let t = 0; t < count; t++)
        expect(ahead.level.values[draw * width + t]).toBe(trace.level.values[draw * count + t]);
    for (const h of [1, 2, 3]) {
      const level = ahead.level.at({ week: count + h });
      const sd = Math.sqrt(lastSd ** 2 + h * drift ** 2);
      expect(Math.abs(level.mean() - last) / (sd / Math.sqrt(500))).toBeLessThan(4.5);
      expect(Math.abs(Math.log(level.sd() / sd))).toBeLessThan(4.5 / Math.sqrt(2 * 500));
      const seen = ahead.y.at({ week: count + h });
      expect(Math.abs(Math.log(seen.sd() / Math.sqrt(sd ** 2 + noise ** 2)))).toBeLessThan(4.5 / Math.sqrt(2 * 500));
    }
    expect(ahead.$.messages.join("\n")).toContain("`level[13]`");
    // steps from the held end are fresh and independent
    const steps = Float64Array.from({ length: 2000 }, (_, draw) => {
      const at = draw * width + count;
      return (ahead.level.values[at] as number) - (ahead.level.values[at - 1] as number);
    });
    expectNormal(steps, [0], [[drift ** 2]]);
  });
  it("is drawn anew where its labels do not go on", () => {
    const trace = sampleSync(posterior(false), { ...options, draws: 50, tune: 50, chains: 1 });
    const shifted = model(() => {
      const time = dim("week", [5, 6, 7]);
      const level = randomWalk(time, normal(0, prior), drift);
      return { level, y: normal(level, noise) };
    })();
    const { $ } = predict(shifted as never, trace as never) as { $: { messages: readonly string[] } };
    expect($.messages.join("\n")).toContain(
      "the labels of week, along which `level` goes, do not begin as in the trace",
    );
  });
  it("tells the density of each value, and is explained", () => {
    const series = model(() => {
      const phi = uniform(-1, 1);
      const sd = halfNormal(1);
      return { phi, sd, y: ar(week, phi, sd) };
    })().observe({ y });
    const trace = sampleSync(series, { ...options, draws: 200, tune: 200 });
    const each = logLikelihood(series, trace);
    expect(each.y.dims).toEqual(["week"]);
    const [phi, sd] = [trace.phi.values[7] as number, trace.sd.values[7] as number];
    const at = (t: number): number => each.y.values[7 * count + t] as number;
    const log = (x: number, mean: number, s: number): number =>
      -0.5 * ((x - mean) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI);
    expect(at(0)).toBeCloseTo(log(y[0] as number, 0, sd / Math.sqrt(1 - phi * phi)), 10);
    expect(at(5)).toBeCloseTo(log(y[5] as number, phi * (y[4] as number), sd), 10);
    expect(Number.isFinite(loo(series, trace).elpd)).toBe(true);
    const told = explain(series).text();
    expect(told).toContain("ar(");
  });
});

describe("a forecast", () => {
  const known = { sampler: nuts(), seed: 3, progress: false, draws: 1000, tune: 200, chains: 2 } as const;
  it("of an observed autoregression goes on from its data", () => {
    const series = model(({ last }: { last: number }) => {
      const nothing = normal(0, 1);
      const y = ar(dim("day", last), [0.5, 0.3], 0.7, { mean: 1 });
      return { nothing, y };
    });
    const y = [1.2, 0.4, 2.1, 3.3];
    const trace = sampleSync(series({ last: 4 }).observe({ y }), known);
    const { y: ahead, $ } = predict(series({ last: 6 }), trace, { seed: 4 });
    expect([...ahead.values.slice(0, 4)]).toEqual(y);
    const mean = [1 + 0.5 * 2.3 + 0.3 * 1.1, 0];
    mean[1] = 1 + 0.5 * ((mean[0] as number) - 1) + 0.3 * 2.3;
    const both = Float64Array.from(
      { length: 4000 },
      (_, i) => ahead.values[Math.floor(i / 2) * 6 + 4 + (i % 2)] as number,
    );
    expectNormal(both, mean, [
      [0.49, 0.245],
      [0.245, 0.49 * 1.25],
    ]);
    expect($.messages.join(" ")).toContain("`y` goes on from the data that the trace saw: 2 of 6 values");
    // with the same labels it is drawn anew, as a predictive check wants it
    expect(predict(series({ last: 4 }), trace, { seed: 4 }).y.values[0]).not.toBe(1.2);
  });
  it("of a hidden Markov model goes on from where its data say that the label is, cell by cell", () => {
    const [state, shop] = [dim("state", 2), dim("shop", 2)];
    const rows = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    const [start, centre] = [
      [0.3, 0.7],
      [-1, 2],
    ];
    const hidden = model(({ last }: { last: number }) => {
      const nothing = normal(0, 1);
      const turns = assume.simplex(column([state, prime(state)], rows.flat()), prime(state));
      const begin = assume.simplex(column(state, start), state);
      const y = hiddenMarkov(dim("day", last), begin, turns, normal(column(state, centre), 1)).over(shop);
      return { nothing, y };
    });
    const seen = [
      [-0.5, 0.6, 0.4],
      [2.2, 0.3, 1.1],
    ];
    const days = dim("day", 3);
    const trace = sampleSync(hidden({ last: 3 }).observe({ y: column([shop, days], seen.flat()) }), known);
    const { y } = predict(hidden({ last: 5 }), trace, { seed: 4 });
    seen.forEach((values, i) => {
      // all paths of labels, weighed by the data
      let paths = start.map((weight, k) => ({
        k,
        weight: weight * Math.exp(-0.5 * ((values[0] as number) - (centre[k] as number)) ** 2),
      }));
      for (const value of values.slice(1))
        paths = paths.flatMap(({ k, weight }) =>
          centre.map((c, next) => ({
            k: next,
            weight: weight * (rows[k]?.[next] as number) * Math.exp(-0.5 * (value - c) ** 2),
          })),
        );
      const total = paths.reduce((sum, { weight }) => sum + weight, 0);
      let chances = [0, 1].map(
        (k) => paths.filter((path) => path.k === k).reduce((sum, { weight }) => sum + weight, 0) / total,
      );
      for (const day of [4, 5]) {
        chances = [0, 1].map((next) => chances.reduce((sum, p, k) => sum + p * (rows[k]?.[next] as number), 0));
        const mean = chances.reduce((sum, p, k) => sum + p * (centre[k] as number), 0);
        const variance = 1 + chances.reduce((sum, p, k) => sum + p * ((centre[k] as number) - mean) ** 2, 0);
        const ahead = y.at({ day, shop: i + 1 });
        expect(Math.abs(ahead.mean() - mean) / Math.sqrt(variance / 2000), `shop ${i + 1}, day ${day}`).toBeLessThan(
          4.5,
        );
      }
    });
  });
});
