/** Check log densities asked as expressions: against formulas, and hidden paths against the sum over all of them. */
import {
  assume,
  beta,
  column,
  dim,
  dirichlet,
  type Expr,
  evaluate,
  exponential,
  hiddenMarkov,
  hiddenMarkovLogDensity,
  logDensity,
  model,
  nodeOf,
  normal,
  type Positive,
  type Posterior,
  poisson,
  potential,
  prime,
  randomWalk,
  uniform,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { compilePosterior } from "../../src/index.js";

const day = dim("day", 4);
/** The log density where all free coordinates are as given. */
function at(posterior: Posterior<never, never>, position: readonly number[]): number {
  const compiled = compilePosterior(posterior as never);
  const memory = Float64Array.from([...position, ...new Float64Array(compiled.dimension)]);
  return compiled.logDensityGradient(memory, 0, compiled.dimension);
}

describe("logDensity", () => {
  it("of data under a known law is the formula, label by label", () => {
    const x = column(day, [0, 1, 2.5, -1]);
    expect(Array.from(evaluate(nodeOf(logDensity(exponential(2), x))))).toEqual([
      Math.log(2),
      Math.log(2) - 2,
      Math.log(2) - 5,
      -Infinity,
    ]);
  });

  it("as a term is what the observation is", () => {
    const y = [3, 0, 1, 2];
    const observed = model(() => {
      const rate = exponential(1);
      return { rate, y: poisson(rate).over(day) };
    })().observe({ y });
    const stated = model(() => {
      const rate = exponential(1);
      return { rate, seen: potential(logDensity(poisson(rate), column(day, y))) };
    })().observe({});
    expect(at(stated as never, [0.3])).toBeCloseTo(at(observed as never, [0.3]), 12);
  });

  it("of a vector is one number for each, and −∞ where a parameter leaves its range", () => {
    const part = dim("part", 2);
    const term = (wide: number) =>
      model(() => {
        const p = beta(1, 1);
        const share = dirichlet(part, 1);
        const seen = potential(logDensity(dirichlet(part, 3), share));
        const bad = potential(logDensity(normal(0, p.sub(wide) as Expr<never, Positive>), 1));
        return { p, share, seen, bad };
      })().observe({});
    const [x] = [1 / 2];
    const jacobian = at(model(() => ({ p: beta(1, 1), share: dirichlet(part, 1) }))().observe({}) as never, [0, 0]);
    const bad = -0.5 * (1 / 0.75) ** 2 - Math.log(0.75) - 0.5 * Math.log(2 * Math.PI);
    expect(at(term(-0.25) as never, [0, 0])).toBeCloseTo(jacobian + Math.log(30 * x ** 2 * (1 - x) ** 2) + bad, 12);
    expect(at(term(1) as never, [0, 0])).toBe(-Infinity);
  });

  it("refuses what has no density at a single value", () => {
    expect(() => logDensity(normal(0, 1).over(day), 1)).toThrow(
      'logDensity: normal is repeated over "day", which neither x nor its parameters have: leave out .over(day)',
    );
    expect(() => logDensity(randomWalk(day, normal(0, 1), 1), 1)).toThrow("logDensity cannot take randomWalk");
    expect(() => logDensity(dirichlet(day, 1), 0.5)).toThrow(
      'a value of dirichlet lies along "day", and x has a single value',
    );
    const law = normal(0, 1);
    logDensity(law, 1);
    expect(() => logDensity(law, 2)).toThrow("consumed by logDensity");
  });
});

describe("hiddenMarkovLogDensity", () => {
  const state = dim("state", 2);
  const next = prime(state);
  const rows = [
    [0.7, 0.3],
    [0.2, 0.8],
  ];
  const [u, v] = [
    [0.5, -1, 2, 0.3],
    [0.2, 1, 0.7, 3],
  ];
  const normalDensity = (x: number, mu: number) => Math.exp(-0.5 * (x - mu) ** 2) / Math.sqrt(2 * Math.PI);
  /** Σ over all 2⁴ paths. */
  const overPaths = (weight: (k: number) => number, density: (t: number, k: number) => number): number => {
    let total = 0;
    for (let code = 0; code < 16; code++) {
      const path = [0, 1, 2, 3].map((t) => (code >> t) & 1);
      total += path.reduce(
        (p, k, t) => p * (t === 0 ? weight(k) : (rows[path[t - 1] as number]?.[k] as number)) * density(t, k),
        1,
      );
    }
    return Math.log(total);
  };
  const moves = assume.simplex(column([state, next], rows), next);

  it("is the sum over all paths, of several outcomes and with weights of starts", () => {
    const emission = logDensity(normal(column(state, [-1, 1]), 1), column(day, u)).add(
      logDensity(exponential(column(state, [1, 3])), column(day, v)),
    );
    const term = hiddenMarkovLogDensity(day, column(state, [1, 1]), moves, emission);
    const density = (t: number, k: number) => {
      const rate = k === 0 ? 1 : 3;
      return normalDensity(u[t] as number, k === 0 ? -1 : 1) * rate * Math.exp(-rate * (v[t] as number));
    };
    expect(evaluate(nodeOf(term))[0]).toBeCloseTo(
      overPaths(() => 1, density),
      12,
    );
  });

  it("is that of hiddenMarkov where this can say it", () => {
    const start = column(state, [0.25, 0.75]);
    const observed = model(() => {
      const shift = uniform(-1, 1);
      const y = hiddenMarkov(day, start, moves, normal(shift.add(column(state, [-1, 1])), 1));
      return { shift, y };
    })().observe({ y: u } as never);
    const stated = model(() => {
      const shift = uniform(-1, 1);
      const emission = logDensity(normal(shift.add(column(state, [-1, 1])), 1), column(day, u));
      return { shift, seen: potential(hiddenMarkovLogDensity(day, start, moves, emission)) };
    })().observe({});
    expect(at(stated as never, [0.4])).toBeCloseTo(at(observed as never, [0.4]), 12);
  });

  it("says what its parts lack", () => {
    expect(() => hiddenMarkovLogDensity(day, column(state, [1, 1]), moves, column(day, u))).toThrow(
      'hiddenMarkovLogDensity: the log emission has day (4) and not "state"',
    );
  });
});
