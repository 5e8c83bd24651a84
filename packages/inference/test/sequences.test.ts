/** Hold the densities of sequences to closed forms, plain loops and sums over all paths, and their slopes to differences. */
import { compilePosterior } from "@credence/compiler";
import type { Nodes } from "@credence/draws";
import { rng } from "@credence/math";
import {
  ar,
  assume,
  categorical,
  column,
  cumulativeSum,
  type Dim,
  dim,
  dirichlet,
  evaluate,
  exp,
  flat,
  halfNormal,
  hiddenMarkov,
  index,
  log,
  logSumExp,
  lookup,
  type Model,
  matmul,
  model,
  multivariateNormalCholesky,
  nodeOf,
  normal,
  pick,
  poisson,
  potential,
  prime,
  randomWalk,
  rename,
  scan,
  sqrt,
  studentT,
  uniform,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { expectSound, multivariateNormalLog, normalLog, sum, termOf } from "./time-series.js";

const stream = rng(11, "sequences");
const normals = (count: number): number[] => Array.from({ length: count }, () => stream.normal());
const close = (value: number, wanted: number, digits = 11): void => {
  expect(Math.abs(value - wanted), `${value} for ${wanted}`).toBeLessThan(10 ** -digits * (1 + Math.abs(wanted)));
};
const observed = (build: () => Nodes, values: object) =>
  (model(build) as Model<object, Nodes>)({}).observe(values as never);

describe("randomWalk", () => {
  const week = dim("week", 7);
  const x = normals(7);
  it("has the covariance of its steps", () => {
    const values = termOf(() => ({ x: randomWalk(week, normal(0.3, 0.8), 0.5) }), "x", x);
    const covariance = x.map((_, i) => x.map((__, j) => 0.8 ** 2 + 0.25 * Math.min(i, j)));
    close(
      sum(values),
      multivariateNormalLog(
        x,
        x.map(() => 0.3),
        covariance,
      ),
    );
    expect(values.length).toBe(7);
  });
  it("is one step away from a number or an expression", () => {
    const covariance = x.map((_, i) => x.map((__, j) => 0.25 * (Math.min(i, j) + 1)));
    const wanted = multivariateNormalLog(
      x,
      x.map(() => 2),
      covariance,
    );
    close(sum(termOf(() => ({ x: randomWalk(week, 2, 0.5) }), "x", x)), wanted);
  });
  it("takes steps of the size that each label has", () => {
    const gaps = [1, 1, 3, 1, 2, 1, 1];
    const sd = column(
      week,
      gaps.map((gap) => Math.sqrt(gap)),
    );
    let wanted = normalLog(x[0] as number, 0, 1);
    for (let t = 1; t < 7; t++) wanted += normalLog(x[t] as number, x[t - 1] as number, Math.sqrt(gaps[t] as number));
    close(sum(termOf(() => ({ x: randomWalk(week, normal(0, 1), sd) }), "x", x)), wanted);
  });
  it("has a walk for each label of other dims, from over() as from its parameters", () => {
    const shop = dim("shop", ["a", "b"]);
    const both = [...normals(7), ...normals(7)];
    const single = (values: number[], sd: number): number =>
      sum(termOf(() => ({ x: randomWalk(week, normal(0, 1), sd) }), "x", values));
    const given = column([shop, week], both);
    close(
      sum(termOf(() => ({ x: randomWalk(week, normal(0, 1), 0.4).over(shop) }), "x", given)),
      single(both.slice(0, 7), 0.4) + single(both.slice(7), 0.4),
    );
    const sd = column(shop, [0.4, 0.9]);
    close(
      sum(termOf(() => ({ x: randomWalk(week, normal(0, 1), sd) }), "x", given)),
      single(both.slice(0, 7), 0.4) + single(both.slice(7), 0.9),
    );
  });
  it("has slopes, centred or not, and the same density either way", () => {
    const shop = dim("shop", 2);
    const build = (nonCentered: boolean) => () => {
      const sd = halfNormal(1);
      const walk = randomWalk(week, normal(0, 1).over(shop), sd);
      const x = nonCentered ? walk.nonCentered() : walk;
      return { sd, x, y: normal(x, 0.5) };
    };
    const y = column([shop, week], normals(14));
    expectSound(observed(build(false), { y }));
    expectSound(observed(build(true), { y }));
    const [centred, free] = [false, true].map((nonCentered) =>
      compilePosterior(observed(build(nonCentered), { y }), "constrained"),
    );
    const point = new Map([
      ["sd", Float64Array.of(0.7)],
      ["x", Float64Array.from(normals(14))],
    ]);
    const at = (compiled: NonNullable<typeof centred>) =>
      compiled.logDensity(compiled.positionOf(point, new Float64Array(15)), 0);
    close(at(free as NonNullable<typeof free>), at(centred as NonNullable<typeof centred>));
  });
  it("may have a single label", () => {
    close(
      sum(termOf(() => ({ x: randomWalk(dim("day", 1), normal(0.3, 0.8), 0.5) }), "x", [0.1])),
      normalLog(0.1, 0.3, 0.8),
    );
  });
});

/** Autocovariances by the moving average that an autoregression is, cut where its weights are below any digit. */
function autocovariances(phi: readonly number[], sd: number, count: number): number[] {
  const weights = [1];
  for (let j = 1; j < 2000; j++)
    weights.push(phi.reduce((total, each, k) => total + each * (weights[j - 1 - k] ?? 0), 0));
  return Array.from(
    { length: count },
    (_, lag) => sd * sd * sum(weights.slice(lag).map((w, j) => w * (weights[j] as number))),
  );
}

describe("ar", () => {
  const day = dim("day", 6);
  const x = normals(6);
  it.each([[[0.6]], [[-0.95]], [[0.5, 0.3]], [[1.2, -0.5]], [[0.4, -0.3, 0.2]]])(
    "is the stationary process of %j",
    (phi) => {
      const covariance = autocovariances(phi, 0.7, 6);
      const matrix = x.map((_, i) => x.map((__, j) => covariance[Math.abs(i - j)] as number));
      const values = termOf(() => ({ x: ar(day, phi, 0.7, { mean: 0.4 }) }), "x", x);
      close(
        sum(values),
        multivariateNormalLog(
          x,
          x.map(() => 0.4),
          matrix,
        ),
        10,
      );
    },
  );
  it("is that of one coefficient in closed form", () => {
    const matrix = x.map((_, i) => x.map((__, j) => (0.49 * 0.6 ** Math.abs(i - j)) / (1 - 0.36)));
    close(
      sum(termOf(() => ({ x: ar(day, 0.6, 0.7) }), "x", x)),
      multivariateNormalLog(
        x,
        x.map(() => 0),
        matrix,
      ),
    );
  });
  it("takes coefficients along a dim, and a mean over time", () => {
    const lag = dim("lag", 2);
    const level = normals(6);
    const values = termOf(
      () => ({ x: ar(day, column(lag, [1.2, -0.5]), 0.7, { lags: lag, mean: column(day, level) }) }),
      "x",
      x,
    );
    const centred = termOf(
      () => ({ x: ar(day, [1.2, -0.5], 0.7) }),
      "x",
      x.map((v, t) => v - (level[t] as number)),
    );
    close(sum(values), sum(centred));
  });
  it("starts as it is told, with no bound on its coefficients", () => {
    const phi = [1.5, 0.7];
    const step = (t: number): number =>
      0.2 + phi.reduce((total, each, k) => total + each * ((x[t - 1 - k] as number) - 0.2), 0);
    const later = sum([2, 3, 4, 5].map((t) => normalLog(x[t] as number, step(t), 0.7)));
    const from = (start: ReturnType<typeof normal>) =>
      termOf(() => ({ x: ar(day, phi, 0.7, { mean: 0.2, start }) }), "x", x);
    close(sum(from(normal(1, 2))), later + normalLog(x[0] as number, 1, 2) + normalLog(x[1] as number, 1, 2));
    close(sum(from(flat() as never)), later);
  });
  it("takes a constant instead of a mean", () => {
    const phi = [0.5, 0.3];
    const by = (options: object) => sum(termOf(() => ({ x: ar(day, phi, 0.7, options) }), "x", x));
    close(by({ constant: 0.1 }), by({ mean: 0.5 }));
    const later = [2, 3, 4, 5].map((t) =>
      normalLog(x[t] as number, 0.1 * t + 0.5 * (x[t - 1] as number) + 0.3 * (x[t - 2] as number), 0.7),
    );
    close(by({ constant: column(day, [0, 0.1, 0.2, 0.3, 0.4, 0.5]), start: flat() }), sum(later));
    expect(() => by({ constant: 0.1, mean: 0.5 })).toThrow("ar: a mean and a constant say the same");
    expect(() => by({ constant: column(day, x) })).toThrow(
      'ar: a constant that varies over "day" has no stationary start',
    );
  });
  it("is impossible where its coefficients describe no stationary process", () => {
    const at = (first: number, second: number): number => {
      const posterior = observed(
        () => {
          const [a, b] = [normal(0, 1), normal(0, 1)];
          return { a, b, x: ar(day, [a, b], 0.7) };
        },
        { x },
      );
      return compilePosterior(posterior).logDensity(Float64Array.of(first, second), 0);
    };
    // the triangle b < 1 − |a|, b > −1
    expect(at(0.5, 0.6)).toBe(-Infinity);
    expect(at(-0.5, 0.6)).toBe(-Infinity);
    expect(at(0.1, -1.1)).toBe(-Infinity);
    expect(at(3, -1.5)).toBe(-Infinity);
    expect(at(0.5, 0.4)).toBeGreaterThan(-Infinity);
    expect(at(1.9, -0.95)).toBeGreaterThan(-Infinity);
  });
  it("has slopes, centred or not", () => {
    const build = (p: number, nonCentered: boolean) => () => {
      const phi = Array.from({ length: p }, () => uniform(-0.4, 0.4));
      const sd = halfNormal(1);
      const series = ar(day, phi, sd, { mean: column(day, normals(6)) });
      const state = nonCentered ? series.nonCentered() : series;
      return { ...Object.fromEntries(phi.map((each, k) => [`phi${k}`, each])), sd, state, y: normal(state, 1) };
    };
    for (const p of [1, 2, 3])
      for (const nonCentered of [false, true]) expectSound(observed(build(p, nonCentered), { y: x }));
  });
});

/** Σ over all paths of hidden labels of what path and values have together. */
function overAllPaths(
  initial: readonly number[],
  transition: (t: number) => readonly (readonly number[])[],
  emission: (t: number, state: number) => number,
  length: number,
): number {
  let paths: { state: number; weight: number }[] = initial.map((weight, state) => ({
    state,
    weight: weight * Math.exp(emission(0, state)),
  }));
  for (let t = 1; t < length; t++)
    paths = paths.flatMap(({ state, weight }) =>
      initial.map((_, next) => ({
        state: next,
        weight: weight * (transition(t)[state]?.[next] as number) * Math.exp(emission(t, next)),
      })),
    );
  expect(paths.length).toBe(initial.length ** length);
  return Math.log(sum(paths.map(({ weight }) => weight)));
}

describe("hiddenMarkov", () => {
  const [day, state] = [dim("day", 5), dim("state", ["calm", "busy", "down"])];
  const next = prime(state);
  const initial = [0.5, 0.2, 0.3];
  const rows = [
    [0.7, 0.2, 0.1],
    [0.05, 0.9, 0.05],
    [0.3, 0, 0.7],
  ];
  const centre = [-1, 0.5, 2];
  const y = normals(5);
  const begin = () => assume.simplex(column(state, initial), state);
  const moves = () => assume.simplex(column([state, next], rows.flat()), next);
  it("sums over all paths", () => {
    const values = termOf(
      () => ({ y: hiddenMarkov(day, begin(), moves(), normal(column(state, centre), 0.8)) }),
      "y",
      y,
    );
    close(
      sum(values),
      overAllPaths(
        initial,
        () => rows,
        (t, k) => normalLog(y[t] as number, centre[k] as number, 0.8),
        5,
      ),
    );
    const first = initial.map((p, k) => p * Math.exp(normalLog(y[0] as number, centre[k] as number, 0.8)));
    close(values[0] as number, Math.log(sum(first)));
  });
  it("takes transitions and emissions that vary over time, and labels as values", () => {
    const other = [
      [0.2, 0.5, 0.3],
      [0.3, 0.3, 0.4],
      [1, 0, 0],
    ];
    const at = (t: number) => (t % 2 === 0 ? rows : other);
    const changing = () =>
      assume.simplex(column([day, state, next], Array.from({ length: 5 }, (_, t) => at(t).flat()).flat()), next);
    const shift = normals(5);
    const values = termOf(
      () => ({ y: hiddenMarkov(day, begin(), changing(), normal(column(state, centre).add(column(day, shift)), 0.8)) }),
      "y",
      y,
    );
    const emission = (t: number, k: number): number =>
      normalLog(y[t] as number, (centre[k] as number) + (shift[t] as number), 0.8);
    close(sum(values), overAllPaths(initial, at, emission, 5));

    const sign = dim("sign", ["low", "high"]);
    const chances = [
      [0.9, 0.1],
      [0.4, 0.6],
      [0.25, 0.75],
    ];
    const signs = [0, 1, 1, 0, 1];
    const labels = termOf(
      () => ({
        y: hiddenMarkov(
          day,
          begin(),
          moves(),
          categorical(assume.simplex(column([state, sign], chances.flat()), sign)),
        ),
      }),
      "y",
      index(
        sign,
        day,
        signs.map((s) => sign.labels[s] as string),
      ),
    );
    close(
      sum(labels),
      overAllPaths(
        initial,
        () => rows,
        (t, k) => Math.log(chances[k]?.[signs[t] as number] as number),
        5,
      ),
    );
  });
  it("is −∞ for what no path gives, and finite where one way is barred", () => {
    const barred = () => assume.simplex(column([state, next], [1, 0, 0, 0, 1, 0, 0, 0, 1]), next);
    const surely = () => assume.simplex(column(state, [1, 0, 0]), state);
    const emission = () => uniform(column(state, [0, 1, 2]), column(state, [1, 2, 3]));
    const at = (values: number[]): number =>
      sum(termOf(() => ({ y: hiddenMarkov(day, surely(), barred(), emission()) }), "y", values));
    expect(at([0.1, 0.2, 0.3, 0.4, 0.5])).toBe(0);
    expect(at([0.1, 0.2, 1.3, 0.4, 0.5])).toBe(-Infinity);
  });
  it("has a hidden path for each label of other dims", () => {
    const shop = dim("shop", 2);
    const both = normals(10);
    const one = (values: number[]): number =>
      sum(termOf(() => ({ y: hiddenMarkov(day, begin(), moves(), normal(column(state, centre), 0.8)) }), "y", values));
    const wanted = one(both.slice(0, 5)) + one(both.slice(5));
    const given = column([shop, day], both);
    const spread = () => hiddenMarkov(day, begin(), moves(), normal(column(state, centre), 0.8)).over(shop);
    close(sum(termOf(() => ({ y: spread() }), "y", given)), wanted);
    const sd = column(shop, [0.8, 0.8]);
    close(
      sum(termOf(() => ({ y: hiddenMarkov(day, begin(), moves(), normal(column(state, centre), sd)) }), "y", given)),
      wanted,
    );
  });
  it("has slopes in all its parameters", () => {
    expectSound(
      observed(
        () => {
          const start = dirichlet(state, 1);
          const turns = dirichlet(next, 1).over(state);
          const level = normal(0, 2).over(state);
          return { start, turns, level, y: hiddenMarkov(day, start, turns, normal(level, 0.8)) };
        },
        { y },
      ),
    );
    expectSound(
      observed(
        () => {
          const start = dirichlet(state, 1);
          const turns = dirichlet(next, 1).over(state);
          const level = normal(0, 1).over(state);
          return { start, turns, level, y: hiddenMarkov(day, start, turns, poisson(exp(level))) };
        },
        { y: [1, 0, 3, 2, 7] },
      ),
    );
  });
  it("is what a scan of forward sums gives", () => {
    const build = (byScan: boolean) => () => {
      const start = dirichlet(state, 1);
      const turns = dirichlet(next, 1).over(state);
      const level = normal(0, 2).over(state);
      if (!byScan) return { start, turns, level, y: hiddenMarkov(day, start, turns, normal(level, 0.8)) };
      const seen = column(day, y)
        .sub(level)
        .div(0.8)
        .pow(2)
        .mul(-0.5)
        .sub(Math.log(0.8) + 0.5 * Math.log(2 * Math.PI));
      const first = pick(day, 1);
      const sums = scan(day, log(start).add(seen.at(first)), (previous, now) =>
        rename(logSumExp(previous.add(log(turns)), state), next, state).add(seen.at(now)),
      );
      return { start, turns, level, sums, total: potential(logSumExp(sums.at(pick(day, 5)), state)) };
    };
    const [direct, scanned] = [
      compilePosterior(observed(build(false), { y })),
      compilePosterior(observed(build(true), {})),
    ];
    const position = Float64Array.from(normals(direct.dimension));
    close(scanned.logDensity(position, 0), direct.logDensity(position, 0));
  });
});

describe("scan", () => {
  const day = dim("day", 8);
  const y = normals(8);
  it("is a GARCH model", () => {
    const [mu, a0, a1, b1] = [0.1, 0.2, 0.3, 0.4];
    const sigmas = [0.5];
    for (let t = 1; t < 8; t++)
      sigmas.push(Math.sqrt(a0 + a1 * ((y[t - 1] as number) - mu) ** 2 + b1 * (sigmas[t - 1] as number) ** 2));
    const build = () => {
      const [mean, base, shock, keep] = [normal(0, 1), halfNormal(1), uniform(0, 1), uniform(0, 1)];
      return {
        mean,
        base,
        shock,
        keep,
        ...scan(day, { y: normal(mean, 0.5), sigma: 0.5 }, (previous) => {
          const sigma = sqrt(base.add(shock.mul(previous.y.sub(mean).pow(2))).add(keep.mul(previous.sigma.pow(2))));
          return { y: normal(mean, sigma), sigma };
        }),
      };
    };
    const posterior = observed(build, { y });
    const compiled = compilePosterior(posterior);
    const point = new Map(
      Object.entries({ mean: mu, base: a0, shock: a1, keep: b1 }).map(([name, v]) => [name, Float64Array.of(v)]),
    );
    const position = compiled.positionOf(point, new Float64Array(4));
    const term = compiled.terms(position).find(({ name }) => name === "y");
    y.forEach((value, t) => {
      close(term?.values[t] as number, normalLog(value, mu, sigmas[t] as number));
    });
    // what is proven positive needs no guard
    expect(compiled.terms(position).filter(({ role }) => role === "guard")).toEqual([]);
    expectSound(posterior);
  });
  it("is an ARMA model, whose errors are computed from values of the same step", () => {
    const [mu, phi, theta, sd] = [0.2, 0.5, -0.3, 0.8];
    const errors = [(y[0] as number) - (mu + phi * mu)];
    for (let t = 1; t < 8; t++)
      errors.push((y[t] as number) - (mu + phi * (y[t - 1] as number) + theta * (errors[t - 1] as number)));
    const build = () => {
      const [m, p, q, s] = [normal(0, 1), normal(0, 1), normal(0, 1), halfNormal(1)];
      const around = m.add(p.mul(m));
      const first = normal(around, s);
      return {
        m,
        p,
        q,
        s,
        ...scan(day, { y: first, error: first.sub(around) }, (previous) => {
          const mean = m.add(p.mul(previous.y)).add(q.mul(previous.error));
          const value = normal(mean, s);
          return { y: value, error: value.sub(mean) };
        }),
      };
    };
    const posterior = observed(build, { y });
    const compiled = compilePosterior(posterior);
    const point = new Map(
      Object.entries({ m: mu, p: phi, q: theta, s: sd }).map(([name, v]) => [name, Float64Array.of(v)]),
    );
    const term = compiled.terms(compiled.positionOf(point, new Float64Array(4))).find(({ name }) => name === "y");
    close(sum(term?.values as Float64Array), sum(errors.map((e) => normalLog(e, 0, sd))));
    expectSound(posterior);
  });
  it("reads columns at the present time, and the label of the time itself", () => {
    const x = normals(8);
    const build = () => ({
      y: scan(day, normal(0, 1), (previous, now) => normal(previous.mul(0.5).add(column(day, x).at(now)), 0.7)),
    });
    let wanted = normalLog(y[0] as number, 0, 1);
    for (let t = 1; t < 8; t++) wanted += normalLog(y[t] as number, 0.5 * (y[t - 1] as number) + (x[t] as number), 0.7);
    close(sum(termOf(build, "y", y)), wanted);
    // the same where the column meets the state before it is read
    const late = () => ({
      y: scan(day, normal(0, 1), (previous, now) => normal(previous.mul(0.5).add(column(day, x)).at(now), 0.7)),
    });
    close(sum(termOf(late, "y", y)), wanted);
  });
  it("is a vector autoregression over a dim, with normal or multivariate normal innovations", () => {
    const series = dim("series", 2);
    const other = prime(series);
    const a = [0.5, 0.2, -0.3, 0.6];
    const both = normals(16);
    const at = (i: number, t: number): number => both[i * 8 + t] as number;
    const matrix = () => column([series, other], a);
    const wanted = (sds: number[]): number => {
      let total = 0;
      for (let t = 0; t < 8; t++)
        for (const i of [0, 1]) {
          const mean = t === 0 ? 0 : (a[2 * i] as number) * at(0, t - 1) + (a[2 * i + 1] as number) * at(1, t - 1);
          total += normalLog(at(i, t), mean, t === 0 ? 1 : (sds[i] as number));
        }
      return total;
    };
    const given = column([series, day], both);
    const plain = () => ({
      x: scan(day, normal(0, 1).over(series), (previous) => normal(matmul(matrix(), previous, series), 0.4)),
    });
    close(sum(termOf(plain, "x", given)), wanted([0.4, 0.4]));
    const factor = () => column([series, other], [0.4, 0, 0, 0.9]) as never;
    const start = () => column([series, other], [1, 0, 0, 1]) as never;
    const joint = () => ({
      x: scan(
        day,
        multivariateNormalCholesky(column(series, [0, 0]), start()),
        (previous) => multivariateNormalCholesky(matmul(matrix(), previous, series), factor()) as never,
      ),
    });
    close(sum(termOf(joint as never, "x", given)), wanted([0.4, 0.9]));
  });
  it("lets random states read each other, and computed ones all of them", () => {
    const shop = dim("shop", 2);
    const build = () => {
      const s = halfNormal(1).over(shop);
      const { level, slope, held } = scan(
        day,
        { level: normal(0, 1).over(shop), slope: normal(0, 1), held: 0 },
        (previous) => ({
          level: normal(previous.level.add(previous.slope), s),
          slope: normal(previous.slope, 0.1),
          held: previous.slope.mul(0.5).add(previous.held),
        }),
      );
      return { s, level, slope, held };
    };
    const posterior = observed(build, {});
    expectSound(posterior);
    const compiled = compilePosterior(posterior, "constrained");
    const [s, level, slope] = [[0.5, 0.8], normals(16), normals(8)];
    const point = new Map(Object.entries({ s, level, slope }).map(([name, v]) => [name, Float64Array.from(v)]));
    let wanted = sum(s.map((each) => normalLog(each, 0, 1) + Math.log(2)));
    for (let t = 0; t < 8; t++) {
      wanted +=
        t === 0 ? normalLog(slope[0] as number, 0, 1) : normalLog(slope[t] as number, slope[t - 1] as number, 0.1);
      for (const i of [0, 1]) {
        const now = level[i * 8 + t] as number;
        wanted +=
          t === 0
            ? normalLog(now, 0, 1)
            : normalLog(now, (level[i * 8 + t - 1] as number) + (slope[t - 1] as number), s[i] as number);
      }
    }
    close(compiled.logDensity(compiled.positionOf(point, new Float64Array(compiled.dimension)), 0), wanted);
  });
  it("takes the value that a step draws as another state's, first and later", () => {
    const build = () => {
      const first = normal(0.1, 0.7);
      return scan(day, { y: first, copy: first, past: 0 }, (previous) => {
        const next = normal(previous.copy.mul(0.5).add(previous.past), 0.6);
        return { y: next, copy: next, past: previous.copy.mul(0.2) };
      });
    };
    let wanted = normalLog(y[0] as number, 0.1, 0.7);
    for (let t = 1; t < 8; t++)
      wanted += normalLog(y[t] as number, 0.5 * (y[t - 1] as number) + (t > 1 ? 0.2 * (y[t - 2] as number) : 0), 0.6);
    close(sum(termOf(build, "y", y)), wanted);
  });
  it("computes states time by time as the plain evaluator does", () => {
    const x = column(day, y);
    const { u, v } = scan(day, { u: x.at(pick(day, 1)), v: 1 }, (previous, now) => ({
      u: previous.u.mul(previous.v).add(x.at(now)),
      v: previous.v.mul(0.9).add(previous.u.mul(0.01)),
    }));
    let [a, b] = [y[0] as number, 1];
    const us = [a];
    const vs = [b];
    for (let t = 1; t < 8; t++) {
      [a, b] = [a * b + (y[t] as number), b * 0.9 + a * 0.01];
      us.push(a);
      vs.push(b);
    }
    expect([...evaluate(nodeOf(u))]).toEqual(us);
    evaluate(nodeOf(v)).forEach((value, t) => {
      close(value, vs[t] as number, 14);
    });
  });
  it("takes families with bounds and parameters that must hold, and is −∞ where they do not", () => {
    const build = () => {
      const a = normal(0, 1);
      return { a, y: scan(day, normal(0, 1), (previous) => normal(previous, assume.positive(a.add(previous)))) };
    };
    const compiled = compilePosterior(observed(build, { y: [1, 2, 3, 2, 1, 2, 3, 1] }));
    expect(compiled.logDensity(Float64Array.of(0.5), 0)).toBeGreaterThan(-Infinity);
    expect(compiled.logDensity(Float64Array.of(-1.5), 0)).toBe(-Infinity);
    const growing = termOf(
      () => ({ y: scan(day, uniform(0, 2), (previous) => uniform(previous, previous.add(1))) }),
      "y",
      [0.5, 0.6, 1.1, 1.2, 1.3, 2, 2.5, 2.6],
    );
    close(sum(growing), -Math.log(2));
    const shrinking = termOf(
      () => ({ y: scan(day, uniform(0, 2), (previous) => uniform(previous, previous.add(1))) }),
      "y",
      [0.5, 0.6, 1.1, 1.05, 1.3, 2, 2.5, 2.6],
    );
    expect(sum(shrinking)).toBe(-Infinity);
  });
  it("moves positive states by their logarithms, and heavy-tailed ones non-centred", () => {
    expectSound(
      observed(
        () => {
          const sd = halfNormal(1);
          const rate = scan(day, halfNormal(1), (previous) => halfNormal(previous.add(sd)));
          return { sd, rate, y: poisson(rate) };
        },
        { y: [1, 0, 2, 4, 3, 1, 0, 1] },
      ),
    );
    expectSound(
      observed(
        () => {
          const df = uniform(2, 10);
          const walk = scan(day, studentT(df, 0, 1), (previous) => studentT(df, previous, 0.5)) as ReturnType<
            typeof normal<number, number>
          >;
          const free = walk.nonCentered();
          return { df, free, y: normal(free as never, 1) };
        },
        { y },
      ),
    );
  });
  it("holds labels, that lookups take, and goes through discrete paths", () => {
    const state = dim("state", 2);
    const build = () => {
      const moves = dirichlet(prime(state), 1).over(state);
      const centre = normal(0, 2).over(state);
      const path = scan(day, categorical(dirichletOf(state)), (previous) => categorical(lookup(moves, previous)));
      return { moves, centre, path, y: normal(lookup(centre, path), 1) };
    };
    const posterior = observed(build, { y });
    const compiled = compilePosterior(posterior, "constrained");
    const moves = [0.7, 0.3, 0.4, 0.6];
    const [centre, path] = [
      [-1, 1],
      [0, 0, 1, 1, 0, 1, 0, 0],
    ];
    const point = new Map(Object.entries({ moves, centre, path }).map(([name, v]) => [name, Float64Array.from(v)]));
    let wanted = sum(centre.map((c) => normalLog(c, 0, 2))) + Math.log(0.5);
    path.forEach((label, t) => {
      wanted += normalLog(y[t] as number, centre[label] as number, 1);
      if (t > 0) wanted += Math.log(moves[2 * (path[t - 1] as number) + label] as number);
    });
    close(compiled.logDensity(compiled.positionOf(point, new Float64Array(compiled.dimension)), 0), wanted);
  });
});

/** Even chances. */
const dirichletOf = (state: Dim<"state">) => assume.simplex(column(state, [0.5, 0.5]), state);

describe("a local level", () => {
  it("has the evidence that the Kalman filter finds", () => {
    // log p(y) = log p(x, y) − log p(x | y) at any x; the joint is ours, the other two are closed forms
    const [prior, drift, noise, count] = [1.5, 0.6, 0.8, 6];
    const week = dim("week", count);
    const [x, y] = [normals(count), normals(count)];
    const compiled = compilePosterior(
      observed(
        () => {
          const level = randomWalk(week, normal(0, prior), drift);
          return { level, y: normal(level, noise) };
        },
        { y },
      ),
    );
    const joint = compiled.logDensity(Float64Array.from(x), 0);
    let [mean, variance, evidence] = [0, prior ** 2, 0];
    y.forEach((value, t) => {
      if (t > 0) variance += drift ** 2;
      evidence += normalLog(value, mean, Math.sqrt(variance + noise ** 2));
      const gain = variance / (variance + noise ** 2);
      mean += gain * (value - mean);
      variance *= 1 - gain;
    });
    const walk = x.map((_, i) => x.map((__, j) => prior ** 2 + drift ** 2 * Math.min(i, j)));
    const both = walk.map((row, i) => row.map((v, j) => v + (i === j ? noise ** 2 : 0)));
    // log p(x | y) = log p(y | x) + log p(x) − log p(y), all three from covariances
    close(
      evidence,
      multivariateNormalLog(
        y,
        y.map(() => 0),
        both,
      ),
      10,
    );
    const given = sum(y.map((value, t) => normalLog(value, x[t] as number, noise)));
    close(
      joint,
      given +
        multivariateNormalLog(
          x,
          x.map(() => 0),
          walk,
        ),
      10,
    );
  });
});

describe("cumulativeSum", () => {
  it("adds up from either end, and knows where its values may lie", () => {
    const week = dim("week", 4);
    const x = column(week, [1, 2, 3, 4]);
    expect([...evaluate(nodeOf(cumulativeSum(x, week)))]).toEqual([1, 3, 6, 10]);
    expect([...evaluate(nodeOf(cumulativeSum(x, week, { reverse: true })))]).toEqual([10, 9, 7, 4]);
    expect(nodeOf(cumulativeSum(x, week)).range).toMatchObject({ lower: 1, upper: 16 });
  });
});
